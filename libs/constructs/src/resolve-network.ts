import type { Construct } from 'constructs';
import type { Placement } from './agent-group.ts';
import type { LambdaNetwork } from './agent-scaler.ts';
import { ec2 } from './cdk.ts';
import type { NetworkSettings } from './props/network-settings.ts';
import type { ScalerSettings } from './props/scaler-settings.ts';

export interface ResolvedNetwork {
  readonly vpcId: string;
  /** Where instances launch. */
  readonly placement: Placement;
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
    const { subnetIds } = vpc.selectSubnets(vpcSubnets);
    const scalerSubnets = scaler.vpcSubnets && vpc.selectSubnets(scaler.vpcSubnets).subnetIds;
    return { vpcId, placement: { subnetIds }, scaler: { vpcId, subnetIds: scalerSubnets ?? subnetIds } };
  }
  const { vpcId, publicSubnets } = ec2.Vpc.fromLookup(scope, 'DefaultVpc', { isDefault: true });
  const zones = new Set(publicSubnets.map(({ availabilityZone }) => availabilityZone));
  return { vpcId, placement: { availabilityZones: [...zones].sort() }, scaler: undefined };
}
