import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from './user-error.ts';

/** What the CDK CLI takes where nothing names a region, without a word. */
const FALLBACK = 'us-east-1';

/** Gives a file's text, undefined where there is none. */
type ReadFile = (path: string) => string | undefined;

/**
 * A warning where no region is named and the CDK CLI has taken its own; undefined where one is.
 * @throws UserError for a deployment by Nx, which would land where nobody meant it to
 */
export function complaintAboutRegion(env: NodeJS.ProcessEnv, readFile: ReadFile): string | undefined {
  if (isRegionNamed(env, readFile)) return undefined;
  const remedy = 'Set CDK_DEPLOY_REGION or AWS_REGION, or the region of your AWS profile';
  const problem = `CDK_DEPLOY_REGION: no region is named, so the CDK CLI takes ${FALLBACK}. ${remedy}`;
  if (env['NX_TASK_TARGET_TARGET'] === 'deploy') throw new UserError(problem);
  return problem;
}

function isRegionNamed(env: NodeJS.ProcessEnv, readFile: ReadFile): boolean {
  // Another region than the fallback has been named somewhere.
  if (env['CDK_DEFAULT_REGION'] !== FALLBACK) return true;
  // On an EC2 instance the CLI asks the metadata service, so there the fallback's name is the instance's region.
  const isAnInstance = readFile('/sys/devices/virtual/dmi/id/sys_vendor')?.startsWith('Amazon EC2') ?? false;
  if (isAnInstance && env['AWS_EC2_METADATA_DISABLED'] !== 'true') return true;
  // As the CLI looks for it. The file's profiles are not told apart: a region in any of them is a configured machine.
  const variables = [
    'CDK_DEPLOY_REGION',
    'AWS_REGION',
    'AMAZON_REGION',
    'AWS_DEFAULT_REGION',
    'AMAZON_DEFAULT_REGION',
  ];
  const files = [
    env['AWS_CONFIG_FILE'] || join(homedir(), '.aws/config'),
    env['AWS_SHARED_CREDENTIALS_FILE'] || join(homedir(), '.aws/credentials'),
  ];
  return (
    variables.some((name) => Boolean(env[name])) ||
    files.some((path) => /^\s*region\s*=\s*\S/m.test(readFile(path) ?? ''))
  );
}

/** Reads a file of the AWS configuration; one that cannot be read counts as none, as for the AWS CLI. */
export function readShared(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
