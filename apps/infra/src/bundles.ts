import { cp, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LAMBDA_NAMES } from '@agent-aws-stack/contract';
import type { AgentFleetProps } from '@agent-aws-stack/constructs';
import type { LambdaName } from '@agent-aws-stack/contract';
import { installation } from '@agent-aws-stack/installation';
import { UserError } from './user-error.ts';

/** Returns the folder of a Lambda's built bundle, in which its index.mjs is. */
export type BundleFolders = NonNullable<AgentFleetProps['bundles']>;

export interface SnapshotOptions {
  /** Returns the folder in which a Lambda was built. @default - the one in this installation */
  readonly builtIn?: BundleFolders;
  /** How long to wait in all for bundles that are missing or incomplete. @default 2000 */
  readonly timeoutMs?: number;
}

const RETRY_MS = 50;

/** Imports as the bundler writes them: `from"./chunk-A.mjs"`, `import("./sts-B.mjs")`. */
const IMPORT = /["']\.\/([\w-]+\.mjs)["']/g;

/**
 * A copy of the built bundles, for one synthesis. Another command in the same checkout may build meanwhile: unless the Nx
 * daemon runs, `nx run-many -t build` deletes and rewrites bundles even if nothing has changed.
 */
export class BundleSnapshot implements AsyncDisposable {
  readonly #folder: string;
  readonly folderOf: BundleFolders = (name) => join(this.#folder, name);

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** @throws MissingBundleError */
  static async take(options: SnapshotOptions = {}): Promise<BundleSnapshot> {
    const { builtIn = installation.bundleOf, timeoutMs = 2_000 } = options;
    const snapshot = new BundleSnapshot(await mkdtemp(join(tmpdir(), 'bundles-')));
    try {
      const giveUpAt = performance.now() + timeoutMs;
      for (const name of LAMBDA_NAMES) {
        while (!(await copyWhole(builtIn(name), snapshot.folderOf(name)))) {
          if (performance.now() >= giveUpAt) throw new MissingBundleError(name);
          await sleep(RETRY_MS);
        }
      }
      return snapshot;
    } catch (error) {
      await snapshot[Symbol.asyncDispose]();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true });
  }
}

/** Copies a bundle. Returns false if a file is missing or empty, or has changed during the copy. */
async function copyWhole(from: string, to: string): Promise<boolean> {
  await rm(to, { recursive: true, force: true });
  try {
    const before = await stateOf(from);
    await cp(from, to, { recursive: true });
    if ((await stateOf(from)) !== before) return false;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
  const names = await readdir(to);
  const texts = await Promise.all(names.map((name) => readFile(join(to, name), 'utf8')));
  const imported = texts.flatMap((text) => [...text.matchAll(IMPORT)].map(([, name = '']) => name));
  // If a file is empty, the build has created it, but not written it yet.
  return ['index.mjs', ...imported].every((name) => names.includes(name)) && !texts.includes('');
}

/** A value that changes whenever a file is added, removed or written. */
async function stateOf(folder: string): Promise<string> {
  const names = (await readdir(folder)).sort();
  const stats = await Promise.all(names.map((name) => stat(join(folder, name), { bigint: true })));
  return names.map((name, index) => [name, stats[index]?.ino, stats[index]?.ctimeNs].join()).join('\n');
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

export class MissingBundleError extends UserError {
  override readonly name = 'MissingBundleError';

  constructor(lambda: LambdaName) {
    super(
      installation.kind === 'package'
        ? `the package lacks the Lambda ${lambda}. Install agent-aws-stack again`
        : `apps/${lambda}/dist: the Lambda is not built, or not completely. Run: npx nx run-many -t build`,
    );
  }
}
