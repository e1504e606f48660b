import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../workspace.ts';

/** The execution policy, written for the partition `aws`. */
export const EXECUTION_POLICY_FILE = join(workspaceRoot, 'apps/infra/execution-policy.json');

/** Reads a policy document written for the partition `aws`, and sets the partition in its ARNs. */
export function readPolicyDocument(file: string, partition: string): object {
  return JSON.parse(readFileSync(file, 'utf8').replaceAll('"arn:aws:', `"arn:${partition}:`)) as object;
}
