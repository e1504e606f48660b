import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '../workspace.ts';

/** The CDK's default. */
export const DEFAULT_QUALIFIER = 'hnb659fds';

const KEY = '@aws-cdk/core:bootstrapQualifier';

interface ContextFile {
  readonly path: string;
  /** Whether the context is the whole file, or its entry `context`. */
  readonly whole: boolean;
}

/** The files from which the CDK CLI reads context. If several set a key, the first one wins. */
const FILES: readonly ContextFile[] = [
  { path: join(workspaceRoot, 'apps/infra/cdk.json'), whole: false },
  { path: join(workspaceRoot, 'apps/infra/cdk.context.json'), whole: true },
  { path: join(homedir(), '.cdk.json'), whole: false },
];

/** The bootstrap qualifier that `deploy` uses: the one in the CDK's files, else the CDK's default. */
export function configuredQualifier(files: readonly ContextFile[] = FILES): string {
  const found = files.map(contextOf).find((context) => context?.[KEY] !== undefined);
  return String(found?.[KEY] ?? DEFAULT_QUALIFIER);
}

/** The qualifier that `--context key=value` arguments set; the last one wins. */
export const contextQualifier = (context: readonly string[] = []): string | undefined =>
  context.findLast((each) => each.startsWith(`${KEY}=`))?.slice(KEY.length + 1);

/** The bootstrap command for a qualifier. A custom qualifier gets a separate toolkit stack, because other CDK apps may use the default one. */
export const bootstrapCommand = (qualifier: string): string =>
  qualifier === DEFAULT_QUALIFIER
    ? 'bootstrap'
    : `bootstrap --qualifier ${qualifier} --toolkit-stack-name CDKToolkit-${qualifier}`;

function contextOf({ path, whole }: ContextFile): Record<string, unknown> | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const content = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    return whole ? content : (content['context'] as Record<string, unknown> | undefined);
  } catch {
    // The CDK CLI reports a broken file.
    return undefined;
  }
}
