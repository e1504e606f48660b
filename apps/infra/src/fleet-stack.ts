import { Construct } from 'constructs';
import type { FleetConfig } from '@agent-aws-stack/config';
import { AgentFleet } from '@agent-aws-stack/constructs';
import { STACK_DESCRIPTION } from '@agent-aws-stack/contract';
import type { BundleFolders } from './bundles.ts';
import { core, iam } from './cdk.ts';
import type { DeployEnvironment } from './environment.ts';
import { FleetNetwork } from './fleet-network.ts';
import { fleetProps, managedPolicy } from './fleet-props.ts';
import { MachineImage } from './machine-image.ts';

export interface FleetStackProps {
  readonly fleet: FleetConfig;
  readonly env: DeployEnvironment;
  /** GitHub's current public SSH host keys. */
  readonly hostKeys: readonly string[];
  readonly bundles: BundleFolders;
  /** Returns the name of the account's own image for this fleet. Called only if the fleet has no image id. */
  readonly imageName: () => string;
}

/** The stack of one fleet. */
export class FleetStack extends core.Stack {
  constructor(scope: Construct, id: string, { fleet, env, hostKeys, bundles, imageName }: FleetStackProps) {
    const tags = Object.fromEntries(fleet.tags.map(({ key, value }) => [key, value]));
    super(scope, id, { env, stackName: fleet.stackName, description: STACK_DESCRIPTION, tags });
    for (const [key, value] of Object.entries(tags)) core.Tags.of(this).add(key, value);
    if (fleet.permissionsBoundaryArn) {
      const boundary = managedPolicy(new Construct(this, 'Boundary'), fleet.permissionsBoundaryArn);
      iam.PermissionsBoundary.of(this).apply(boundary);
    }
    const { amiId } = fleet.instance;
    const network = new FleetNetwork(this, 'Network', fleet.network);
    const { imageId } = new MachineImage(this, 'Image', { amiId, imageName, system: fleet.instance });
    const scalerSubnetIds = fleet.scaler && network.subnetsForScaler(fleet.network.allowPublicSubnet);
    const vpcAttributes = { ...network.forInstances, scalerSubnetIds };
    // The CDK leaves the id `Default` out of logical ids, so existing fleets keep the logical ids of their resources.
    new AgentFleet(this, 'Default', {
      ...fleetProps(this, fleet, { imageId, vpcAttributes }),
      hostKeys,
      bundles,
    });
  }
}
