import { describe, expect, it } from '@jest/globals';
import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import { DEFAULT_VPC } from '../testing/context.ts';
import { OWN_VPC } from '../testing/fleet-case.ts';
import { synthesize, templateOf } from '../testing/synthesize.ts';

const group = (fleet: string) => templateOf(fleet).properties(LOGICAL_IDS.agentSecurityGroup);
const everything = { IpProtocol: '-1', CidrIp: '0.0.0.0/0' };

describe('the security group of instances', () => {
  it.each([
    ['plain', DEFAULT_VPC],
    ['own-vpc', OWN_VPC],
  ])('of fleet %s is in %s, and allows all outbound IPv4 traffic and no inbound traffic', (fleet, vpc) => {
    expect(group(fleet)).toMatchObject({ VpcId: vpc, SecurityGroupEgress: [everything] });
    expect(group(fleet)).not.toHaveProperty('SecurityGroupIngress');
  });

  it('allows SSH from the given ranges', () => {
    const ssh = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22 };
    expect(group('ssh')['SecurityGroupIngress']).toEqual([
      { ...ssh, CidrIp: '203.0.113.0/24', Description: 'SSH from 203.0.113.0/24' },
      { ...ssh, CidrIpv6: '2001:db8::/32', Description: 'SSH from 2001:db8::/32' },
    ]);
  });

  it.each(['windows', 'windows-2022'])('never allows SSH on %s', (OS) => {
    const parameters = { OS, INSTANCE_TYPE: 'm6i.large', SSH_INGRESS_CIDRS: '203.0.113.0/24' };
    const template = synthesize({ name: 'windows-ssh', parameters });
    expect(template.properties(LOGICAL_IDS.agentSecurityGroup)).not.toHaveProperty('SecurityGroupIngress');
  });

  it('allows outbound IPv6 traffic if instances have IPv6 addresses', () => {
    expect(group('ipv6')['SecurityGroupEgress']).toMatchObject([
      everything,
      { IpProtocol: '-1', CidrIpv6: '::/0' },
    ]);
  });

  it('is not created if the user has one', () => {
    expect(templateOf('own-security-group').ofType('AWS::EC2::SecurityGroup')).toEqual([]);
  });
});
