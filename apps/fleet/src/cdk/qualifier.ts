import { UserError } from '../cli/errors.ts';
import { readContext, type Context } from './context-files.ts';

/** The CDK's default. */
export const DEFAULT_QUALIFIER = 'hnb659fds';

const KEY = '@aws-cdk/core:bootstrapQualifier';

/** The bootstrap qualifier that `deploy` uses: the one in the CDK's files, else the CDK's default. */
export const configuredQualifier = (context: Context = readableContext()): string =>
  String(context[KEY] ?? DEFAULT_QUALIFIER);

/** The context; empty if a file is invalid, which the next synthesis reports. */
function readableContext(): Context {
  try {
    return readContext();
  } catch (error) {
    if (error instanceof UserError) return {};
    throw error;
  }
}

/** The qualifier in context of the form `key=value`; the last one wins. */
export const contextQualifier = (context: readonly string[] = []): string | undefined =>
  context.findLast((each) => each.startsWith(`${KEY}=`))?.slice(KEY.length + 1);

/** The bootstrap command for a qualifier; with a toolkit stack of its own, because other CDK apps may share the default one. */
export const bootstrapCommand = (qualifier: string): string =>
  qualifier === DEFAULT_QUALIFIER
    ? 'bootstrap'
    : `bootstrap --qualifier ${qualifier} --toolkit-stack-name CDKToolkit-${qualifier}`;
