import { UserError } from '../cli/errors.ts';
import { readContext } from './context-files.ts';
import type { Context } from './context-values.ts';

/** The CDK's default bootstrap qualifier. */
export const DEFAULT_QUALIFIER = 'hnb659fds';

const KEY = '@aws-cdk/core:bootstrapQualifier';

/** The bootstrap qualifier in the context, else the CDK's default. @param context - by default, the context in the CDK's files */
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

/** The bootstrap qualifier among `key=value` entries of context; the last one counts. */
export const contextQualifier = (context: readonly string[] = []): string | undefined =>
  context.findLast((each) => each.startsWith(`${KEY}=`))?.slice(KEY.length + 1);

/** The bootstrap command for a qualifier. A qualifier other than the default gets a separate toolkit stack, because other CDK apps may use the default stack. */
export const bootstrapCommand = (qualifier: string): string =>
  qualifier === DEFAULT_QUALIFIER
    ? 'bootstrap'
    : `bootstrap --qualifier ${qualifier} --toolkit-stack-name CDKToolkit-${qualifier}`;
