import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allows, denies, survivingMutants, wrongCases } from '@agent-aws-stack/iam-evaluator/testing';
import { workspaceRoot } from '@agent-aws-stack/images';
import { describe, expect, it } from '@jest/globals';
import { BUILDER_POLICY } from './builder-policy.ts';

const ec2 = (resource: string) => `arn:aws:ec2:us-east-1:111111111111:${resource}`;
const instance = ec2('instance/i-0123456789abcdef0');
const volume = ec2('volume/vol-0123456789abcdef0');
const image = 'arn:aws:ec2:us-east-1::image/ami-0123456789abcdef0';
const snapshot = 'arn:aws:ec2:us-east-1::snapshot/snap-0123456789abcdef0';
const role = 'arn:aws:iam::111111111111:role/builder';

const named = (name: string) => ({ 'aws:ResourceTag/Name': name });
const BUILD = named('Packer: Semaphore agent on Ubuntu noble');
const OURS = named('Semaphore agent');
const FOREIGN = [{}, named('production'), named('Packer: Semaphores'), named('Sauron agent')];

const CASES = [
  ...allows([
    'ec2:AllocateHosts',
    'ec2:AuthorizeSecurityGroupIngress',
    'ec2:CreateImage',
    'ec2:CreateKeyPair',
    'ec2:CreateSecurityGroup',
    'ec2:DeleteKeyPair',
    'ec2:DeleteSecurityGroup',
    'ec2:DescribeHosts',
    'ec2:DescribeImages',
    'ec2:DescribeInstanceStatus',
    'ec2:DescribeInstances',
    'ec2:DescribeRegions',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeVolumes',
    'ec2:ModifyImageAttribute',
    'ec2:ReleaseHosts',
    'ec2:RunInstances',
    'iam:GetInstanceProfile',
    'ssm:StartSession',
    'ssm:TerminateSession',
  ]),
  ...denies([
    'ec2:CreateTags',
    'ec2:DeleteTags',
    'ec2:DeleteVpc',
    'ec2:TerminateInstances',
    'iam:AddRoleToInstanceProfile',
    'ssm:SendCommand',
  ]),

  ...['CreateImage', 'CreateKeyPair', 'CreateSecurityGroup', 'RunInstances'].flatMap((action) =>
    allows('ec2:CreateTags', instance, { 'ec2:CreateAction': action }),
  ),
  ...denies('ec2:CreateTags', instance),
  ...denies('ec2:CreateTags', instance, { 'ec2:CreateAction': 'CreateVolume' }),
  ...denies('ec2:DeleteTags', instance, { 'ec2:CreateAction': 'RunInstances' }),
  ...allows('ec2:CreateTags', [image, snapshot]),
  ...denies(['ec2:DeleteTags', 'ec2:DeregisterImage', 'ec2:DeleteSnapshot'], [image, snapshot]),

  ...allows(['ec2:StopInstances', 'ec2:TerminateInstances', 'ec2:GetPasswordData'], instance, BUILD),
  ...allows('ec2:DeleteVolume', volume, BUILD),
  ...denies(['ec2:StartInstances', 'ec2:CreateTags'], [instance, volume], BUILD),
  ...allows(['ec2:DeleteSnapshot', 'ec2:DeregisterImage'], [image, snapshot], OURS),
  ...allows(['ec2:DeleteSnapshot', 'ec2:DeregisterImage'], [image, snapshot], BUILD),
  ...denies('ec2:ResetImageAttribute', image, OURS),
  ...FOREIGN.flatMap((tags) => [
    ...denies(['ec2:StopInstances', 'ec2:TerminateInstances', 'ec2:GetPasswordData'], instance, tags),
    ...denies('ec2:DeleteVolume', volume, tags),
    ...denies(['ec2:DeleteSnapshot', 'ec2:DeregisterImage'], [image, snapshot], tags),
  ]),

  ...allows('iam:PassRole', role, { 'iam:PassedToService': 'ec2.amazonaws.com' }),
  ...denies('iam:PassRole', role),
  ...denies('iam:PassRole', role, { 'iam:PassedToService': 'lambda.amazonaws.com' }),
  ...denies('iam:PutRolePolicy', role, { 'iam:PassedToService': 'ec2.amazonaws.com' }),
];

describe(BUILDER_POLICY, () => {
  const document: unknown = JSON.parse(readFileSync(join(workspaceRoot, BUILDER_POLICY), 'utf8'));

  it('allows the calls of a build, and denies changes to resources that no build has made', () => {
    expect(wrongCases([document], CASES)).toEqual([]);
  });

  it('cannot change in an effect, action, resource or condition without a failing case', () => {
    expect(survivingMutants([document], CASES)).toEqual([]);
  });
});
