import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { JOB_ROLE_ID, LOGICAL_IDS } from '@agent-aws-stack/contract';
import { describe, expect, it } from '@jest/globals';
import { workspaceRoot } from '../paths.ts';
import { REASONS, unexplained } from './unused-reasons.ts';

const { instanceRole, scalerRole } = LOGICAL_IDS;

describe('unexplained', () => {
  it.each([
    { role: instanceRole, unused: ['ssm:PutInventory', 'kms:Decrypt'], missing: [] },
    { role: JOB_ROLE_ID, unused: ['s3:GetObject'], missing: [] },
    { role: scalerRole, unused: ['kms:Decrypt', 'logs:PutLogEvents'], missing: [] },
    // There is a reason for this action, but only for the instances' role.
    { role: scalerRole, unused: ['ssm:PutInventory'], missing: [`${scalerRole}: ssm:PutInventory`] },
    { role: instanceRole, unused: ['ssm:*'], missing: [`${instanceRole}: ssm:*`] },
    { role: 'anotherRole', unused: ['sqs:SendMessage'], missing: ['anotherRole: sqs:SendMessage'] },
  ])('finds $missing if $role does not use $unused', ({ role, unused, missing }) => {
    expect(unexplained([{ role, unused }])).toEqual(missing);
  });
});

it.each(REASONS.map(({ source }) => source))('the source of a reason exists: %s', (source) => {
  expect(source.startsWith('https://') || existsSync(join(workspaceRoot, source))).toBe(true);
});
