import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../workspace.ts';

/** What CloudFormation may do to deploy fleets, as written for the partition `aws`. */
export const EXECUTION_POLICY_FILE = join(workspaceRoot, 'apps/infra/execution-policy.json');

/** A policy's document with the ARNs of a partition. */
export function readPolicyDocument(file: string, partition: string): object {
  return JSON.parse(readFileSync(file, 'utf8').replaceAll('"arn:aws:', `"arn:${partition}:`)) as object;
}
