import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from './user-error.ts';

/** The region that the CDK CLI silently uses if none is configured. */
const CLI_DEFAULT = 'us-east-1';

/** Returns a file's text, or undefined if there is no such file. */
type ReadFile = (path: string) => string | undefined;

/**
 * Returns a warning if no region is configured, because the CDK CLI then uses its default without saying so.
 * @throws UserError instead if this is a deployment (`npm run deploy`, `nx run infra:deploy`)
 */
export function defaultRegionWarning(env: NodeJS.ProcessEnv, readFile: ReadFile): string | undefined {
  if (isRegionConfigured(env, readFile)) return undefined;
  const remedy = 'Set CDK_DEPLOY_REGION or AWS_REGION, or the region of your AWS profile';
  const problem = `CDK_DEPLOY_REGION: no region is configured, so the CDK CLI uses ${CLI_DEFAULT}. ${remedy}`;
  if (env['NX_TASK_TARGET_TARGET'] === 'deploy') throw new UserError(problem);
  return problem;
}

function isRegionConfigured(env: NodeJS.ProcessEnv, readFile: ReadFile): boolean {
  // Any other region must come from the configuration.
  if (env['CDK_DEFAULT_REGION'] !== CLI_DEFAULT) return true;
  // On an EC2 instance the CLI asks the metadata service, so this may be the instance's region.
  const isAnInstance = readFile('/sys/devices/virtual/dmi/id/sys_vendor')?.startsWith('Amazon EC2') ?? false;
  if (isAnInstance && env['AWS_EC2_METADATA_DISABLED'] !== 'true') return true;
  const variables = [
    'CDK_DEPLOY_REGION',
    'AWS_REGION',
    'AMAZON_REGION',
    'AWS_DEFAULT_REGION',
    'AMAZON_DEFAULT_REGION',
  ];
  // A region in any profile of the files that the CLI reads counts as configured.
  const files = [
    env['AWS_CONFIG_FILE'] || join(homedir(), '.aws/config'),
    env['AWS_SHARED_CREDENTIALS_FILE'] || join(homedir(), '.aws/credentials'),
  ];
  return (
    variables.some((name) => Boolean(env[name])) ||
    files.some((path) => /^[ \t]*region[ \t]*=[ \t]*\S/m.test(readFile(path) ?? ''))
  );
}

/** Reads a text file. Returns undefined if it is missing or cannot be read. */
export function readTextFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
