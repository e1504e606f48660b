import { describe, expect, it } from '@jest/globals';
import { awsRemedies, type RemedyContext } from './aws-remedies.ts';

const linux: RemedyContext = { region: 'eu-west-1', family: 'linux', instanceType: 't3.medium' };
const macos: RemedyContext = { region: 'eu-west-1', family: 'macos', instanceType: 'mac2.metal' };

describe('awsRemedies', () => {
  // EC2's messages as packer-plugin-amazon prints them.
  it.each<[string, RemedyContext, RegExp]>([
    [
      'Error creating temporary security group: VPCIdNotSpecified: No default VPC for this user',
      linux,
      /create-default-vpc --region eu-west-1/,
    ],
    [
      'Error launching source instance: UnauthorizedOperation: You are not authorized to perform this operation. Encoded authorization failure message: abc',
      linux,
      /images\/builder-policy\.json/,
    ],
    [
      'Error launching source instance: VcpuLimitExceeded: You have requested more vCPU capacity than your current vCPU limit of 0 allows',
      linux,
      /Service Quotas.*fewer vCPUs than t3\.medium.*AMI_INSTANCE_TYPE/,
    ],
    [
      'Error launching source instance: InsufficientInstanceCapacity: We currently do not have sufficient t3.medium capacity',
      linux,
      /Try again later.*AMI_INSTANCE_TYPE/,
    ],
    [
      'Error launching source instance: InsufficientInstanceCapacity: We currently do not have sufficient mac2.metal capacity',
      macos,
      /allocate-hosts --region eu-west-1 --instance-type mac2\.metal/,
    ],
    [
      'InsufficientHostCapacity: There is insufficient capacity on the available Dedicated Hosts',
      macos,
      /allocate-hosts/,
    ],
    [
      'Unsupported: Your requested instance type (t3.medium) is not supported in your requested Availability Zone (us-east-1e)',
      linux,
      /AMI_INSTANCE_TYPE/,
    ],
    ['No AMI was found matching filters: {', linux, /SOURCE_AMI/],
    ['Timeout waiting for SSH.', linux, /AMI_SOURCE_CIDRS.*--debug/],
    ['Timeout waiting for WinRM.', { ...linux, family: 'windows' }, /5986/],
    [
      'Instance state change details: Server.InternalError: Client error on launch',
      linux,
      /get-ebs-default-kms-key-id/,
    ],
  ])('names the remedy for: %s', (line, context, expected) => {
    const [remedy, ...others] = awsRemedies(['something else', line], context);
    expect(remedy).toMatch(expected);
    expect(remedy).toMatch(/^Remedy: .*\.$/);
    expect(others).toEqual([]);
  });

  it('names no remedy for the failure of a provisioner', () => {
    expect(awsRemedies(['Script exited with non-zero exit status: 1'], linux)).toEqual([]);
  });
});
