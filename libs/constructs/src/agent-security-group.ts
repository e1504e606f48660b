import type { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { DEFAULT_CONSTRUCT_ID, LOGICAL_IDS } from '@agent-aws-stack/contract';
import { ec2 } from './cdk.ts';
import type { FleetNames } from './fleet-names.ts';

export interface AgentSecurityGroupProps {
  readonly names: FleetNames;
  readonly vpcId: string;
  /** IPv4 and IPv6 ranges that may connect by SSH. If empty, nobody may; Session Manager needs no open port. */
  readonly sshIngressCidrs: readonly string[];
  readonly useIpv6: boolean;
}

const isIpv6 = (cidr: string): boolean => cidr.includes(':');

/** The security group of the fleet's instances. It allows all outbound IPv4 traffic, with `useIpv6` also IPv6, and SSH from the given ranges. */
export class AgentSecurityGroup extends Construct {
  readonly groupId: string;

  constructor(
    scope: Construct,
    id: string,
    { names, vpcId, sshIngressCidrs, useIpv6 }: AgentSecurityGroupProps,
  ) {
    super(scope, id);
    const group = new ec2.CfnSecurityGroup(this, 'Group', {
      // The JavaScript stack used this text in every stack. CloudFormation cannot change the description of a security group, so
      // another text would replace the group.
      groupDescription: `${DEFAULT_CONSTRUCT_ID}/securityGroup`,
      vpcId,
      securityGroupEgress: [
        { ipProtocol: '-1', cidrIp: '0.0.0.0/0', description: 'Allow all outbound traffic by default' },
        ...(useIpv6
          ? [{ ipProtocol: '-1', cidrIpv6: '::/0', description: 'Allow all outbound IPv6 traffic' }]
          : []),
      ],
      ...(sshIngressCidrs.length > 0 && { securityGroupIngress: sshIngressCidrs.map(sshFrom) }),
    });
    this.groupId = group.attrGroupId;
    names.keepLogicalId(group, LOGICAL_IDS.agentSecurityGroup);
  }
}

function sshFrom(cidr: string): CfnSecurityGroup.IngressProperty {
  return {
    ipProtocol: 'tcp',
    fromPort: 22,
    toPort: 22,
    description: `SSH from ${cidr}`,
    ...(isIpv6(cidr) ? { cidrIpv6: cidr } : { cidrIp: cidr }),
  };
}
