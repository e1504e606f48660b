import { describe, expect, it } from '@jest/globals';
import { fleetNames } from './testing/fleets.ts';
import { templateOf } from './testing/synthesize.ts';

const UNTAGGABLE = [
  'AWS::CloudWatch::Dashboard',
  'AWS::IAM::Policy',
  'AWS::IAM::InstanceProfile',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::Permission',
  // A launch template has no property Tags. AgentLaunchTemplate puts the tags into TagSpecifications.
  'AWS::EC2::LaunchTemplate',
  'AWS::Logs::QueryDefinition',
  'Custom::AZRebalanceSuspension',
];

describe("the fleet's stack", () => {
  it("puts the user's tags on every resource that can have tags", () => {
    const untagged = Object.entries(templateOf('guarded').resources).filter(
      ([, { Type, Properties }]) =>
        !UNTAGGABLE.includes(Type) && !JSON.stringify(Properties['Tags'] ?? '').match(/team.*ci|ci.*team/),
    );
    expect(untagged.map(([id]) => id)).toEqual([]);
  });

  it('puts the permissions boundary on every role', () => {
    const roles = templateOf('guarded').ofType('AWS::IAM::Role');
    expect(roles).toHaveLength(4);
    for (const { Properties } of roles) {
      expect(Properties['PermissionsBoundary']).toBe(
        'arn:aws:iam::111111111111:policy/agent-aws-stack-permissions-boundary',
      );
    }
    for (const { Properties } of templateOf('plain').ofType('AWS::IAM::Role')) {
      expect(Properties).not.toHaveProperty('PermissionsBoundary');
    }
  });

  it.each([
    ['govcloud', 'aws-us-gov'],
    ['china', 'aws-cn'],
  ])('of %s has ARNs of the partition %s only', (fleet, partition) => {
    const text = JSON.stringify(templateOf(fleet).template);
    const partitions = new Set([...text.matchAll(/"arn:([^:"]*):/g)].map(([, found]) => found));
    expect([...partitions]).toEqual([partition]);
  });

  it.each(fleetNames)('of %s stays far below the limits of CloudFormation templates', (fleet) => {
    expect(Object.keys(templateOf(fleet).resources).length).toBeLessThan(60);
    expect(JSON.stringify(templateOf(fleet).template).length).toBeLessThan(50_000);
  });

  it.each(fleetNames)(
    'has no dynamic reference to an SSM parameter, such as the one with the token (%s)',
    (fleet) => {
      expect(JSON.stringify(templateOf(fleet).template)).not.toContain('resolve:ssm');
    },
  );
});
