import { describe, expect, it } from '@jest/globals';
import * as ids from './aws-ids.ts';
import { parse } from './kind.ts';

type Name = keyof typeof ids;

it.each<[Name, string]>([
  ['stackName', 'a'],
  ['stackName', `A${'1'.repeat(97)}`],
  ['ssmParameterName', 'token'],
  ['ssmParameterName', '/ci/linux.large/token_1'],
  ['instanceType', 'm7i.metal-24xl'],
  ['instanceType', 'u7in-16tb.224xlarge'],
  ['imageId', 'ami-12c6146b'],
  ['vpcId', 'vpc-0123456789abcdef0'],
  ['subnetId', 'subnet-0123456789abcdef0'],
  ['keyPairName', 'Jane Doe (laptop)'],
  ['bucketName', 'acme.ci-cache'],
  ['bucketOwner', 'self'],
  ['bucketOwner', '012345678901'],
  ['availabilityZone', 'us-east-1a'],
  ['availabilityZone', 'us-gov-west-1b'],
  ['availabilityZone', 'us-west-2-lax-1a'],
  ['availabilityZone', 'us-east-1-wl1-bos-wlz-1'],
  ['availabilityZone', 'eusc-de-east-1a'],
  ['macFamily', 'mac1'],
  ['macFamily', 'mac2-m1ultra'],
  ['macFamily', 'mac-m4pro'],
  ['deviceName', '/dev/sda1'],
  ['deviceName', 'xvda'],
  ['dedicatedHostId', 'h-0123456789abcdef0'],
])('%s accepts %j', (name, raw) => expect(parse(ids[name], raw)).toEqual({ ok: true, value: raw }));

describe('invalid values', () => {
  it.each<[Name, unknown, string | undefined]>([
    ['stackName', '1st fleet', 'st-fleet'],
    ['stackName', 'my_stack', 'my-stack'],
    ['stackName', `a${'b'.repeat(98)}`, `a${'b'.repeat(97)}`],
    ['stackName', 'ssm-linux', 'fleet-ssm-linux'],
    ['stackName', 'AWS-agents', 'fleet-AWS-agents'],
    ['stackName', '!', undefined],
    ['stackName', 5, undefined],
    ['ssmParameterName', 'ci/token', '/ci/token'],
    ['ssmParameterName', '/ci/token/', '/ci/token'],
    ['ssmParameterName', 'arn:aws:ssm:us-east-1:123456789012:parameter/ci/token', '/ci/token'],
    ['ssmParameterName', 'my token', undefined],
    ['ssmParameterName', '/a'.repeat(16), undefined],
    ['instanceType', 'T3.Micro', 't3.micro'],
    ['instanceType', 'large', undefined],
    ['imageId', 'ami-XYZ', undefined],
    ['imageId', 'AMI-0123456789ABCDEF0', 'ami-0123456789abcdef0'],
    [
      'subnetId',
      'arn:aws:ec2:us-east-1:123456789012:subnet/subnet-0123456789abcdef0',
      'subnet-0123456789abcdef0',
    ],
    ['keyPairName', 'k'.repeat(256), undefined],
    ['bucketName', 's3://acme-cache/path', 'acme-cache'],
    ['bucketName', 'arn:aws:s3:::acme-cache', 'acme-cache'],
    ['bucketName', 'Acme', undefined],
    ['bucketOwner', '1111-1111-1111', '111111111111'],
    ['bucketOwner', 'me', undefined],
    ['availabilityZone', 'use1-az1', undefined],
    ['availabilityZone', 'us-east-1', undefined],
    ['macFamily', 'mac2.metal', 'mac2'],
    ['macFamily', 'm1', undefined],
    ['deviceName', '/dev/nvme0n1', '/dev/sda1 (the name in the image, also for NVMe disks)'],
    ['securityGroupId', 'default', undefined],
  ])('%s rejects %j', (name, raw, suggestion) =>
    expect(parse(ids[name], raw)).toEqual({
      ok: false,
      complaints: [expect.objectContaining({ expected: ids[name].expected, suggestion })],
    }),
  );
});
