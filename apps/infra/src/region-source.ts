import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from './user-error.ts';

/** The region that the CDK CLI silently uses if none is set. */
const FALLBACK = 'us-east-1';

/** Returns a file's text, or undefined if there is no such file. */
type ReadFile = (path: string) => string | undefined;

/**
 * A warning if no region is set, so that the CDK CLI uses its default; undefined if one is set.
 * @throws UserError for a deployment (`npm run deploy`, `nx run infra:deploy`), which would go to a region that nobody chose
 */
export function complaintAboutRegion(env: NodeJS.ProcessEnv, readFile: ReadFile): string | undefined {
  if (isRegionNamed(env, readFile)) return undefined;
  const remedy = 'Set CDK_DEPLOY_REGION or AWS_REGION, or the region of your AWS profile';
  const problem = `CDK_DEPLOY_REGION: no region is named, so the CDK CLI takes ${FALLBACK}. ${remedy}`;
  if (env['NX_TASK_TARGET_TARGET'] === 'deploy') throw new UserError(problem);
  return problem;
}

function isRegionNamed(env: NodeJS.ProcessEnv, readFile: ReadFile): boolean {
  // A region other than the default must have been set somewhere.
  if (env['CDK_DEFAULT_REGION'] !== FALLBACK) return true;
  // On an EC2 instance the CLI asks the metadata service, so the default may be the region of the instance.
  const isAnInstance = readFile('/sys/devices/virtual/dmi/id/sys_vendor')?.startsWith('Amazon EC2') ?? false;
  if (isAnInstance && env['AWS_EC2_METADATA_DISABLED'] !== 'true') return true;
  // The files that the CLI reads. A region in any profile counts as configured.
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

/** Reads a file of the AWS configuration. Like the AWS CLI, ignores a file that cannot be read. */
export function readShared(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
