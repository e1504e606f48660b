import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from './user-error.ts';

const FILE = 'cdk.context.json';

/**
 * The lookups that the CDK CLI saved next to cdk.json. The CLI passes them by itself; this is for a
 * synthesis without the CLI, which then needs neither network nor credentials.
 * @throws UserError when the file is not a JSON object
 */
export function cachedContext(
  env: NodeJS.ProcessEnv,
  folder: string,
): Readonly<Record<string, unknown>> | undefined {
  const path = join(folder, FILE);
  if (env['CDK_CONTEXT_JSON'] !== undefined || !existsSync(path)) return undefined;
  try {
    const context: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof context === 'object' && context !== null && !Array.isArray(context))
      return context as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UserError(`${path}: is not a JSON object. Delete it; the CDK CLI looks everything up again`);
}
