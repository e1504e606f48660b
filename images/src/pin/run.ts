import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageFamily } from '@agent-aws-stack/contract';
import { execa } from 'execa';
import { BuildError } from '../build/errors.ts';
import { isDownload, VersionsFile, type Download } from '../versions/versions-file.ts';
import { pinArtifact, type Pinning } from './pin-artifact.ts';
import type { Vendor } from './vendor.ts';

export interface PinOptions {
  readonly families: readonly ImageFamily[];
  /** Key in versions.json. @default - every download */
  readonly artifact?: string | undefined;
  /** @default - the version in versions.json */
  readonly version?: string | undefined;
  readonly dryRun?: boolean | undefined;
}

/**
 * Pins downloads in images/packer/<os>/versions.json below `root`, and reports each result. If one fails, the others are
 * still pinned.
 * @returns false if one failed
 */
export async function pin(
  root: string,
  options: PinOptions,
  vendor: Vendor,
  say: (line: string) => void,
): Promise<boolean> {
  let succeeded = true;
  let found = false;
  for (const family of options.families) {
    const path = join(root, 'images/packer', family, 'versions.json');
    const document = readVersions(path);
    let changed = false;
    for (const [name, download] of downloads(document, options.artifact)) {
      found = true;
      const version = options.version ?? download.version;
      const line = `${family.padEnd(8)} ${`${name} ${version}`.padEnd(28)}`;
      try {
        const pinning = await pinArtifact(family, download, version, vendor);
        say(`${line} ${describe(pinning)}`);
        if (pinning.kind === 'pinned') {
          document[name] = pinning.download;
          Reflect.deleteProperty(document.unpinned, name);
          changed = true;
        }
      } catch (error) {
        if (!(error instanceof BuildError)) throw error;
        say(`${line} failed: ${error.message}`);
        succeeded = false;
      }
    }
    if (changed && !options.dryRun) await write(path, document);
  }
  if (!found) throw new BuildError('--artifact', `no versions.json has a download '${options.artifact}'`);
  return succeeded;
}

function readVersions(path: string): VersionsFile {
  const { data, error } = VersionsFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (data !== undefined) return data;
  const problems = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new BuildError(path, problems.join('; '));
}

function downloads(document: VersionsFile, artifact: string | undefined): readonly [string, Download][] {
  return Object.entries(document).flatMap(([name, entry]) =>
    isDownload(entry) && (artifact === undefined || artifact === name) ? [[name, entry] as const] : [],
  ) as [string, Download][];
}

function describe(pinning: Pinning): string {
  switch (pinning.kind) {
    case 'pinned':
      return `pinned, from ${pinning.source}`;
    case 'unchanged':
      return `already pinned; ${pinning.source} still has the same checksum`;
    case 'not pinned':
      return `not changed: ${pinning.reason}`;
  }
}

async function write(path: string, document: VersionsFile): Promise<void> {
  writeFileSync(path, `${JSON.stringify(document, undefined, 2)}\n`);
  await execa('prettier', ['--log-level', 'warn', '--write', path], {
    preferLocal: true,
    localDir: import.meta.dirname,
  });
}
