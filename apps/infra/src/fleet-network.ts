import type { ISubnet, IVpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { NetworkConfig } from '@agent-aws-stack/config';
import type { FleetVpcAttributes } from '@agent-aws-stack/constructs';
import { core, ec2 } from './cdk.ts';
import { lookUp } from './lookup.ts';
import { addCaution, addMistake } from './mistakes.ts';

/** The CDK's dummy for a VPC that has not been looked up yet, or whose lookup failed. */
const UNKNOWN_VPC_ID = 'vpc-12345';
/** Replaces the dummy in the template: the dummy is not a valid VPC id, so the CDK's template check would complain. */
const PLACEHOLDER_VPC_ID = 'vpc-00000000';

export type FleetNetworkProps = Pick<NetworkConfig, 'vpcId' | 'subnetIds' | 'availabilityZones'>;

type Placement = Pick<FleetVpcAttributes, 'subnetIds' | 'availabilityZones'>;

/** Looks up the fleet's VPC, and checks its subnets or zones. The CDK CLI caches the lookup in cdk.context.json. */
export class FleetNetwork extends Construct {
  /** The VPC, and where in it instances launch. */
  readonly forInstances: FleetVpcAttributes;
  readonly #props: FleetNetworkProps;
  readonly #publicSubnetIds: readonly string[];

  constructor(scope: Construct, id: string, props: FleetNetworkProps) {
    super(scope, id);
    this.#props = props;
    const vpc = this.#lookUpVpc(props.vpcId);
    if (vpc.vpcId === UNKNOWN_VPC_ID) {
      // The VPC's subnets are unknown, so nothing can be checked.
      this.forInstances = props.vpcId
        ? { vpcId: props.vpcId, subnetIds: props.subnetIds }
        : { vpcId: PLACEHOLDER_VPC_ID, availabilityZones: ['dummy1a'] };
      this.#publicSubnetIds = [];
      return;
    }
    const placement = props.vpcId ? this.#subnetsOf(vpc, props) : this.#zonesOf(vpc, props);
    this.forInstances = { vpcId: vpc.vpcId, ...placement };
    this.#publicSubnetIds = subnetIds(vpc.publicSubnets).filter((subnet) => props.subnetIds.includes(subnet));
  }

  /**
   * The subnets of the scaler; undefined in the default VPC. Lambda assigns no public address, so from a public subnet the
   * scaler reaches neither Semaphore nor AWS, unless a firewall, for example, routes its traffic. Records a caution about
   * public subnets unless the user has allowed them.
   */
  subnetsForScaler(allowPublicSubnet: boolean): readonly string[] | undefined {
    if (this.#props.vpcId === undefined) return undefined;
    if (this.#publicSubnetIds.length > 0 && !allowPublicSubnet) {
      addCaution(
        this,
        `SEMAPHORE_AGENT_SUBNETS: a Lambda gets no public address in a public subnet (${this.#publicSubnetIds.join(', ')}). ` +
          'Unless a firewall or proxy routes its traffic, the scaler cannot reach Semaphore. Use private subnets with a NAT gateway. ' +
          'If the scaler can reach Semaphore nevertheless, set SEMAPHORE_AGENT_ALLOW_PUBLIC_SUBNET=true; the doctor checks that it does',
      );
    }
    return this.#props.subnetIds;
  }

  #subnetsOf(vpc: IVpc, props: FleetNetworkProps): Placement {
    const known = new Map(allSubnets(vpc).map((subnet) => [subnet.subnetId, subnet]));
    const present = known.size === 0 ? 'no subnet' : [...known.keys()].join(', ');
    const unknown = props.subnetIds.filter((subnet) => !known.has(subnet));
    if (unknown.length > 0) {
      addMistake(
        this,
        `SEMAPHORE_AGENT_SUBNETS: ${unknown.join(', ')} not found in ${vpc.vpcId}, which has ${present}. ` +
          'If the subnet is new, delete cdk.context.json, and the CDK looks the VPC up again',
      );
    }
    const { availabilityZones: zones } = props;
    if (zones.length === 0) return { subnetIds: props.subnetIds };
    const inZones = props.subnetIds.filter((subnet) =>
      zones.includes(known.get(subnet)?.availabilityZone ?? ''),
    );
    const zonesInUse = new Set(inZones.map((subnet) => known.get(subnet)?.availabilityZone));
    const unused = zones.filter((zone) => !zonesInUse.has(zone));
    if (unused.length > 0) {
      addMistake(
        this,
        `SEMAPHORE_AGENT_AZS: no subnet of SEMAPHORE_AGENT_SUBNETS is in ${unused.join(', ')}`,
      );
    }
    return { subnetIds: inZones };
  }

  #zonesOf(vpc: IVpc, props: FleetNetworkProps): Placement {
    const present = [...new Set(allSubnets(vpc).map((subnet) => subnet.availabilityZone))].sort();
    const missing = props.availabilityZones.filter((zone) => !present.includes(zone));
    if (present.length === 0) {
      addMistake(
        this,
        `SEMAPHORE_AGENT_VPC_ID: the default VPC ${vpc.vpcId} has no subnet. Create one with aws ec2 create-default-subnet, ` +
          'or set SEMAPHORE_AGENT_VPC_ID and SEMAPHORE_AGENT_SUBNETS to a VPC of your own. If you have just created one, delete cdk.context.json',
      );
    } else if (missing.length > 0) {
      addMistake(
        this,
        `SEMAPHORE_AGENT_AZS: the default VPC ${vpc.vpcId} has no subnet in ${missing.join(', ')}, only in ${present.join(', ')}`,
      );
    }
    return { availabilityZones: props.availabilityZones.length > 0 ? props.availabilityZones : present };
  }

  #lookUpVpc(vpcId: string | undefined): IVpc {
    const { region, account } = core.Stack.of(this);
    const options = vpcId ? { vpcId } : { isDefault: true };
    return lookUp(this, (place) => ec2.Vpc.fromLookup(place, 'Vpc', options), {
      what: vpcId ?? 'the default VPC',
      missing: vpcId
        ? `SEMAPHORE_AGENT_VPC_ID: account ${account} has no ${vpcId} in ${region}`
        : `SEMAPHORE_AGENT_VPC_ID: account ${account} has no default VPC in ${region}. Set SEMAPHORE_AGENT_VPC_ID and SEMAPHORE_AGENT_SUBNETS, or run: aws ec2 create-default-vpc`,
    });
  }
}

const allSubnets = (vpc: IVpc): ISubnet[] => [
  ...vpc.publicSubnets,
  ...vpc.privateSubnets,
  ...vpc.isolatedSubnets,
];

const subnetIds = (subnets: readonly ISubnet[]): string[] => subnets.map(({ subnetId }) => subnetId);
