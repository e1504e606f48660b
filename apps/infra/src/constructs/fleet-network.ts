import type { ISubnet, IVpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { NetworkConfig } from '@agent-aws-stack/config';
import { core, ec2 } from '../cdk.ts';
import { lookUp } from '../lookup.ts';
import { addCaution, addMistake } from '../mistakes.ts';

/** The CDK's dummy for a VPC that has not been looked up yet, or whose lookup failed. */
const UNKNOWN_VPC_ID = 'vpc-12345';
/** Replaces the dummy in the template, because the dummy is not a valid VPC id and would be reported as a mistake. */
const STAND_IN = 'vpc-00000000';

export type FleetNetworkProps = Pick<NetworkConfig, 'vpcId' | 'subnetIds' | 'availabilityZones'>;

/** Where instances may launch: subnets of the named VPC, or zones of the default one. */
export type Placement =
  { readonly subnetIds: readonly string[] } | { readonly availabilityZones: readonly string[] };

export interface LambdaNetwork {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
}

/** The fleet's VPC, looked up and cached in cdk.context.json, with the subnets or zones for its instances. */
export class FleetNetwork extends Construct {
  readonly vpcId: string;
  readonly placement: Placement;
  readonly #props: FleetNetworkProps;
  readonly #publicSubnetIds: readonly string[];

  constructor(scope: Construct, id: string, props: FleetNetworkProps) {
    super(scope, id);
    this.#props = props;
    const vpc = this.#lookUpVpc(props.vpcId);
    if (vpc.vpcId === UNKNOWN_VPC_ID) {
      // There is nothing to compare with.
      this.vpcId = props.vpcId ?? STAND_IN;
      this.placement = props.vpcId ? { subnetIds: props.subnetIds } : { availabilityZones: ['dummy1a'] };
      this.#publicSubnetIds = [];
      return;
    }
    this.vpcId = vpc.vpcId;
    this.placement = props.vpcId ? this.#subnetsOf(vpc, props) : this.#zonesOf(vpc, props);
    this.#publicSubnetIds = subnetIds(vpc.publicSubnets).filter((subnet) => props.subnetIds.includes(subnet));
  }

  /**
   * The subnets in which a Lambda of the fleet runs. It gets no public address in any of them, so from a public subnet it
   * reaches neither Semaphore nor AWS, unless for example a firewall routes its traffic; a parameter says that this is so.
   */
  forLambda(allowPublicSubnet: boolean): LambdaNetwork {
    if (this.#publicSubnetIds.length > 0 && !allowPublicSubnet) {
      addCaution(
        this,
        `SEMAPHORE_AGENT_SUBNETS: ${this.#publicSubnetIds.join(', ')} is public, but a Lambda gets no public address there. ` +
          'Unless a firewall or proxy routes its traffic, the scaler cannot reach Semaphore: name private subnets with a NAT gateway. ' +
          'If it can reach Semaphore, set SEMAPHORE_AGENT_ALLOW_PUBLIC_SUBNET=true; the doctor checks that it does',
      );
    }
    return { vpcId: this.vpcId, subnetIds: this.#props.subnetIds };
  }

  #subnetsOf(vpc: IVpc, props: FleetNetworkProps): Placement {
    const known = new Map(allSubnets(vpc).map((subnet) => [subnet.subnetId, subnet]));
    const has = known.size === 0 ? 'no subnet' : [...known.keys()].join(', ');
    const unknown = props.subnetIds.filter((subnet) => !known.has(subnet));
    if (unknown.length > 0) {
      this.#problem(
        `SEMAPHORE_AGENT_SUBNETS: ${unknown.join(', ')} not found in ${vpc.vpcId}, which has ${has}. ` +
          'If it is new, delete cdk.context.json, and the CDK looks the VPC up again',
      );
    }
    const { availabilityZones: zones } = props;
    if (zones.length === 0) return { subnetIds: props.subnetIds };
    const inZones = props.subnetIds.filter((subnet) =>
      zones.includes(known.get(subnet)?.availabilityZone ?? ''),
    );
    const zonesInUse = new Set(inZones.map((subnet) => known.get(subnet)?.availabilityZone));
    const empty = zones.filter((zone) => !zonesInUse.has(zone));
    if (empty.length > 0) {
      this.#problem(`SEMAPHORE_AGENT_AZS: no subnet of SEMAPHORE_AGENT_SUBNETS is in ${empty.join(', ')}`);
    }
    return { subnetIds: inZones };
  }

  #zonesOf(vpc: IVpc, props: FleetNetworkProps): Placement {
    const present = [...new Set(allSubnets(vpc).map((subnet) => subnet.availabilityZone))].sort();
    const missing = props.availabilityZones.filter((zone) => !present.includes(zone));
    if (present.length === 0) {
      this.#problem(
        `SEMAPHORE_AGENT_VPC_ID: the default VPC ${vpc.vpcId} has no subnet. Create one with aws ec2 create-default-subnet, ` +
          'or name a VPC and its SEMAPHORE_AGENT_SUBNETS. If you have just created one, delete cdk.context.json',
      );
    } else if (missing.length > 0) {
      this.#problem(
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
        : `SEMAPHORE_AGENT_VPC_ID: account ${account} has no default VPC in ${region}. Name a VPC with SEMAPHORE_AGENT_VPC_ID and SEMAPHORE_AGENT_SUBNETS, or run: aws ec2 create-default-vpc`,
    });
  }

  #problem(message: string): void {
    addMistake(this, message);
  }
}

const allSubnets = (vpc: IVpc): ISubnet[] => [
  ...vpc.publicSubnets,
  ...vpc.privateSubnets,
  ...vpc.isolatedSubnets,
];

const subnetIds = (subnets: readonly ISubnet[]): string[] => subnets.map(({ subnetId }) => subnetId);
