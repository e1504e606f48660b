import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../workspace.ts';

/** The execution policy, written for the partition `aws`. */
export const EXECUTION_POLICY_FILE = join(workspaceRoot, 'apps/infra/execution-policy.json');

/** A policy document with its ARNs in a partition. */
export function readPolicyDocument(file: string, partition: string): object {
  return JSON.parse(readFileSync(file, 'utf8').replaceAll('"arn:aws:', `"arn:${partition}:`)) as object;
}
