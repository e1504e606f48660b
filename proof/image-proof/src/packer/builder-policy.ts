import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@agent-aws-stack/images';
import * as z from 'zod';

const Names = z.union([z.string(), z.array(z.string())]).transform((names) => [names].flat());

const Statement = z.strictObject({
  Sid: z.string(),
  Effect: z.literal('Allow'),
  Action: Names,
  Resource: Names,
  Condition: z
    .strictObject({
      StringLike: z.strictObject({ 'aws:ResourceTag/Name': Names }).optional(),
      StringEquals: z
        .strictObject({
          'iam:PassedToService': z.literal('ec2.amazonaws.com').optional(),
          'ec2:CreateAction': Names.optional(),
        })
        .optional(),
    })
    .optional(),
});
export type PolicyStatement = z.infer<typeof Statement>;

/** The policy for users and roles that build images. */
export const BUILDER_POLICY = 'images/builder-policy.json';

/** Prefix in the Sid of statements that no build of images:verify uses, so that no test shows what they must allow. */
const UNPROVEN = 'Unproven';

export const statements = (): readonly PolicyStatement[] =>
  z
    .strictObject({ Version: z.literal('2012-10-17'), Statement: z.array(Statement) })
    .parse(JSON.parse(readFileSync(join(workspaceRoot, BUILDER_POLICY), 'utf8'))).Statement;

/** The statements that the builds of images:verify need. */
export const provenStatements = (): readonly PolicyStatement[] =>
  statements().filter(({ Sid }) => !Sid.startsWith(UNPROVEN));

/** Why the statements do not allow an action on a resource with this Name tag; undefined if they do. */
export function refusal(
  allowing: readonly PolicyStatement[],
  action: string,
  nameTag?: string,
): string | undefined {
  const naming = allowing.filter(({ Action }) => Action.includes(action));
  if (naming.length === 0) return `${action} is not allowed`;
  const patterns = naming.map(({ Condition }) => Condition?.StringLike?.['aws:ResourceTag/Name']);
  const isAllowed = patterns.some(
    (names) =>
      names === undefined ||
      names.some((name) => (name.endsWith('*') ? nameTag?.startsWith(name.slice(0, -1)) : nameTag === name)),
  );
  return isAllowed ? undefined : `${action} is not allowed on a resource named ${nameTag ?? '(none)'}`;
}
