import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '../workspace.ts';

/** The CDK's, unless the bootstrap was given another. */
export const DEFAULT_QUALIFIER = 'hnb659fds';

const KEY = '@aws-cdk/core:bootstrapQualifier';

interface ContextFile {
  readonly path: string;
  /** Whether the context is the whole file, or its entry `context`. */
  readonly whole: boolean;
}

/** Where the CDK CLI takes context from, the first that has a key wins. */
const FILES: readonly ContextFile[] = [
  { path: join(workspaceRoot, 'apps/infra/cdk.json'), whole: false },
  { path: join(workspaceRoot, 'apps/infra/cdk.context.json'), whole: true },
  { path: join(homedir(), '.cdk.json'), whole: false },
];

/** The qualifier of the bootstrap that `deploy` goes by: of the CDK's files, else the CDK's own. */
export function configuredQualifier(files: readonly ContextFile[] = FILES): string {
  const found = files.map(contextOf).find((context) => context?.[KEY] !== undefined);
  return String(found?.[KEY] ?? DEFAULT_QUALIFIER);
}

/** The qualifier among context that is given as `key=value`, the last one of several. */
export const contextQualifier = (context: readonly string[] = []): string | undefined =>
  context.findLast((each) => each.startsWith(`${KEY}=`))?.slice(KEY.length + 1);

/** The bootstrap for a qualifier, in a stack of its own: the CDK would give the one that others share another qualifier. */
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
    // The CDK CLI tells of a file that is broken.
    return undefined;
  }
}
