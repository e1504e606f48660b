import type { Construct, IDependable } from 'constructs';
import type { Placement } from './agent-group.ts';
import type { LambdaNetwork } from './agent-scaler.ts';
import { core, ec2 } from './cdk.ts';
import type { NetworkSettings } from './props/network-settings.ts';
import type { ScalerSettings } from './props/scaler-settings.ts';

export interface ResolvedNetwork {
  readonly vpcId: string;
  /** Where instances launch. */
  readonly placement: Placement;
  /** The routes that connect the instances to the internet. Absent: the app does not create them. */
  readonly routes?: IDependable;
  /** Absent: the scaler runs outside any VPC. */
  readonly scaler: LambdaNetwork | undefined;
}

/** Where a fleet's instances and its scaler run. Looks up the default VPC if no other is given. */
export function resolveNetwork(
  scope: Construct,
  { vpc, vpcSubnets, vpcAttributes }: NetworkSettings,
  scaler: ScalerSettings,
): ResolvedNetwork {
  if (vpcAttributes !== undefined) {
    const { vpcId, subnetIds, availabilityZones = [], scalerSubnetIds } = vpcAttributes;
    return {
      vpcId,
      placement: subnetIds === undefined ? { availabilityZones } : { subnetIds },
      scaler: scalerSubnetIds && { vpcId, subnetIds: scalerSubnetIds },
    };
  }
  if (vpc !== undefined) {
    const { vpcId } = vpc;
    const { subnetIds, internetConnectivityEstablished: routes } = vpc.selectSubnets(vpcSubnets);
    const ofScaler = vpc.selectSubnets(scaler.vpcSubnets ?? vpcSubnets);
    if (ofScaler.hasPublic && scaler.enabled !== false) warnOfPublicSubnets(scope);
    return {
      vpcId,
      placement: { subnetIds },
      routes,
      scaler: { vpcId, subnetIds: ofScaler.subnetIds, routes: ofScaler.internetConnectivityEstablished },
    };
  }
  const { vpcId, publicSubnets } = ec2.Vpc.fromLookup(scope, 'DefaultVpc', { isDefault: true });
  const zones = new Set(publicSubnets.map(({ availabilityZone }) => availabilityZone));
  return { vpcId, placement: { availabilityZones: [...zones].sort() }, scaler: undefined };
}

/** A warning and not an error, because a firewall or proxy may route the traffic of these subnets. */
function warnOfPublicSubnets(scope: Construct): void {
  core.Annotations.of(scope).addWarningV2(
    '@agent-aws-stack/constructs:scalerInPublicSubnet',
    'The scaler is in a public subnet, but a Lambda gets no public address there. Unless a firewall or proxy routes its traffic, ' +
      'it cannot reach Semaphore. Set scaler.vpcSubnets to private subnets with a NAT gateway, or use network.vpcAttributes ' +
      'without scalerSubnetIds: the scaler then runs outside any VPC.',
  );
}
