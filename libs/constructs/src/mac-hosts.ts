import { Construct } from 'constructs';
import type { MacConfig } from '@agent-aws-stack/config';
import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import { core, resourcegroups } from './cdk.ts';
import type { FleetNames } from './fleet-names.ts';

export interface MacHostsProps extends MacConfig {
  readonly names: FleetNames;
}

/** The host resource group of macOS instances. Depending on its settings, it allocates and releases dedicated Macs. */
export class MacHosts extends Construct {
  readonly resourceGroupArn: string;

  constructor(scope: Construct, id: string, mac: MacHostsProps) {
    super(scope, id);
    const stack = core.Stack.of(this);
    const group = new resourcegroups.CfnGroup(this, 'Group', {
      // Create-only: another name would replace the group.
      name: mac.names.fleet,
      resources: mac.dedicatedHostIds.map((host) =>
        stack.formatArn({ service: 'ec2', resource: 'dedicated-host', resourceName: host }),
      ),
      configuration: [
        {
          type: 'AWS::EC2::HostManagement',
          parameters: [
            parameter('allowed-host-based-license-configurations', mac.licenseConfigurationArn),
            parameter('allowed-host-families', ...mac.families),
            parameter('auto-allocate-host', String(mac.autoAllocateHost)),
            parameter('auto-release-host', String(mac.autoReleaseHost)),
            parameter('auto-host-recovery', 'true'),
          ],
        },
        {
          type: 'AWS::ResourceGroups::Generic',
          parameters: [
            parameter('allowed-resource-types', 'AWS::EC2::Host'),
            parameter('deletion-protection', 'UNLESS_EMPTY'),
          ],
        },
      ],
    });
    this.resourceGroupArn = group.attrArn;
    mac.names.keepLogicalId(group, LOGICAL_IDS.hostResourceGroup);
  }
}

const parameter = (name: string, ...values: string[]) => ({ name, values });
