import { describe, expect, it } from '@jest/globals';
import * as arns from './arns.ts';
import { parse } from './kind.ts';

type Name = keyof typeof arns;

const uuid = '1234abcd-12ab-34cd-56ef-1234567890ab';

it.each<[Name, string]>([
  ['kmsKey', uuid],
  ['kmsKey', 'mrk-1234abcd12ab34cd56ef1234567890ab'],
  ['kmsKey', `arn:aws:kms:us-east-1:123456789012:key/${uuid}`],
  ['kmsKey', 'arn:aws:kms:us-east-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab'],
  ['kmsKey', 'arn:aws-us-gov:kms:us-gov-west-1:123456789012:alias/ci'],
  ['kmsKey', 'alias/team/ci_key-1'],
  ['kmsKey', 'alias/aws/ssm'],
  ['kmsKeyArn', `arn:aws-cn:kms:cn-north-1:123456789012:key/${uuid}`],
  ['managedPolicy', 'AmazonS3ReadOnlyAccess'],
  ['managedPolicy', 'service-role/AmazonECSTaskExecutionRolePolicy'],
  ['managedPolicy', 'arn:aws-cn:iam::aws:policy/ReadOnlyAccess'],
  ['managedPolicy', 'arn:aws:iam::123456789012:policy/path/deploy'],
  ['snsTopicArn', 'arn:aws:sns:us-east-1:123456789012:ci-alarms'],
  [
    'licenseConfigurationArn',
    `arn:aws:license-manager:us-east-1:123456789012:license-configuration:lic-${'0'.repeat(32)}`,
  ],
])('%s accepts %s', (name, raw) => expect(parse(arns[name], raw)).toEqual({ ok: true, value: raw }));

describe('invalid values', () => {
  it.each<[Name, unknown, string | undefined]>([
    ['kmsKey', 'ci-key', 'alias/ci-key'],
    ['kmsKey', uuid.toUpperCase(), uuid],
    ['kmsKey', 'arn:aws:s3:::bucket', undefined],
    ['kmsKey', 'arn:aws:kms:us-east-1:1234:key/x', undefined],
    ['kmsKeyArn', 'arn:aws:kms:us-east-1:123456789012:alias/logs', undefined],
    ['kmsKeyArn', uuid, undefined],
    ['managedPolicy', 'arn:aws:iam::123456789012:role/admin', undefined],
    ['snsTopicArn', 'ci-alarms', undefined],
    ['licenseConfigurationArn', 'lic-0123', undefined],
  ])('%s rejects %j', (name, raw, suggestion) =>
    expect(parse(arns[name], raw)).toEqual({
      ok: false,
      complaints: [{ given: JSON.stringify(raw), expected: arns[name].expected, suggestion }],
    }),
  );
});
