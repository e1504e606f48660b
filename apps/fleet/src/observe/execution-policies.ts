import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installation } from '@agent-aws-stack/installation';
import * as z from 'zod';
import { BOUNDARY_NAME } from './policy-names.ts';

/** The ARN of this project's permissions boundary in roles.json. */
const BOUNDARY_IN_FILE = `arn:aws:iam::\${aws:PrincipalAccount}:policy/${BOUNDARY_NAME}`;

/** A part of the execution policy: all of it does not fit into one managed policy. */
export type ExecutionPart = 'resources' | 'roles' | 'upgrade';

/** The file with a part of the execution policy. */
export const executionPolicyFile = (part: ExecutionPart): string =>
  join(installation.executionPolicies, `${part}.json`);

/** This version's document of a part of the execution policy for a partition. @param boundary - see `rolesPolicy` */
export function executionPolicy(part: ExecutionPart, partition: string, boundary?: string): object {
  return part === 'roles' ? rolesPolicy(partition, boundary) : read(executionPolicyFile(part), partition);
}

/** This version's permissions boundary for a partition. */
export const boundaryPolicy = (partition: string): object =>
  read(installation.permissionsBoundary, partition);

const rolesSchema = z.looseObject({
  Statement: z.array(z.looseObject({ Sid: z.string().optional(), Effect: z.string() })),
});

/**
 * What CloudFormation may do with the roles of fleets.
 * @param boundary - the ARN of the permissions boundary that every role must have; undefined if roles need none. Without a
 * boundary, the statement KeepBoundary allows what it otherwise denies: removing boundaries and changing trust policies.
 */
function rolesPolicy(partition: string, boundary: string | undefined): object {
  const text = readFileSync(executionPolicyFile('roles'), 'utf8');
  if (boundary !== undefined && !boundary.endsWith(`:policy/${BOUNDARY_NAME}`))
    return inPartition(text.replaceAll(BOUNDARY_IN_FILE, boundary), partition);
  const policy = rolesSchema.parse(inPartition(text, partition));
  if (boundary !== undefined) return policy;
  const statements = policy.Statement.map(({ Condition, ...statement }) => {
    if (statement.Sid === 'KeepBoundary') return { ...statement, Effect: 'Allow' };
    return statement.Sid === 'RolesWithinBoundary'
      ? statement
      : { ...statement, ...(Condition ? { Condition } : {}) };
  });
  return { ...policy, Statement: statements };
}

const conditionSchema = z.looseObject({
  Condition: z.looseObject({ StringEquals: z.looseObject({ 'iam:PermissionsBoundary': z.string() }) }),
});

/** The ARN of the permissions boundary that a deployed roles policy requires; undefined if it requires none. */
export function requiredBoundary(document: unknown): string | undefined {
  const statements = rolesSchema.safeParse(document).data?.Statement ?? [];
  const within = conditionSchema.safeParse(statements.find(({ Sid }) => Sid === 'RolesWithinBoundary'));
  return within.data?.Condition.StringEquals['iam:PermissionsBoundary'];
}

const read = (file: string, partition: string): object => inPartition(readFileSync(file, 'utf8'), partition);

/** A policy document that is written for the partition `aws`, with another partition in its ARNs. */
const inPartition = (text: string, partition: string): object =>
  JSON.parse(text.replaceAll('"arn:aws:', `"arn:${partition}:`)) as object;
