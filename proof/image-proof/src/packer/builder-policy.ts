import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  evaluate,
  parsePolicy,
  requestOf,
  type PolicyDocument,
  type Statement,
} from '@agent-aws-stack/iam-evaluator';
import { workspaceRoot } from '@agent-aws-stack/images';

/** The policy for users and roles that build images. */
export const BUILDER_POLICY = 'images/builder-policy.json';

/** Prefix in the Sid of statements that no build of images:verify uses, so that no test shows what they must allow. */
const UNPROVEN = 'Unproven';

export const isUnproven = ({ Sid = '' }: Statement): boolean => Sid.startsWith(UNPROVEN);

export const builderPolicy = (): PolicyDocument =>
  parsePolicy(JSON.parse(readFileSync(join(workspaceRoot, BUILDER_POLICY), 'utf8')));

/** The policy without its unproven statements: what the builds of images:verify need. */
export function provenPolicy(): PolicyDocument {
  const policy = builderPolicy();
  return { ...policy, Statement: policy.Statement.filter((statement) => !isUnproven(statement)) };
}

/**
 * The resource of all requests below. An image fits each of them: only the statements that allow tagging name resources, and
 * those include images.
 */
const IMAGE = 'arn:aws:ec2:us-east-1::image/ami-0123456789abcdef0';

/** Why the policy does not allow an action on a resource with this Name tag; undefined if it does. */
export function refusal(policy: PolicyDocument, action: string, nameTag?: string): string | undefined {
  const request = requestOf(action, IMAGE, { 'aws:ResourceTag/Name': nameTag });
  if (evaluate({ identity: [policy] }, request) === 'allowed') return undefined;
  return `${action} is not allowed on a resource named ${nameTag ?? '(none)'}`;
}
