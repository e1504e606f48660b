import { readFileSync } from 'node:fs';
import { installation } from '@agent-aws-stack/installation';

/** The file with the execution policy, which is written for the partition `aws`. */
export const EXECUTION_POLICY_FILE = installation.executionPolicy;

/** Reads a policy document written for the partition `aws`, and sets the partition in its ARNs. */
export function readPolicyDocument(file: string, partition: string): object {
  return JSON.parse(readFileSync(file, 'utf8').replaceAll('"arn:aws:', `"arn:${partition}:`)) as object;
}
