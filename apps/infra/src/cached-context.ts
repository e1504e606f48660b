import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from './user-error.ts';

const FILE = 'cdk.context.json';

/**
 * Reads the results of lookups that the CDK CLI saved next to cdk.json, so that a synthesis without the CLI needs
 * neither network nor credentials. Returns undefined if there are none, or if the CLI runs the app and passes them itself.
 * @throws UserError if the file is not a JSON object
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
  throw new UserError(
    `${path}: is not a JSON object. Delete it, and the CDK CLI will look everything up again`,
  );
}
