import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';

/** Network settings of the instances and the scaler. */
export interface NetworkSettings {
  /**
   * The VPC of the instances and the scaler.
   * @default - the default VPC, looked up; the scaler runs outside any VPC
   */
  readonly vpc?: IVpc | undefined;
  /**
   * Subnets of `vpc` for the instances. They need a route to Semaphore and to AWS's APIs.
   * @default - the private subnets with egress; if the VPC has none, its isolated ones, or else its public ones
   */
  readonly vpcSubnets?: SubnetSelection | undefined;
  /**
   * The VPC by its id, instead of `vpc`; nothing is looked up.
   * @default - `vpc`
   */
  readonly vpcAttributes?: FleetVpcAttributes | undefined;
  /**
   * A security group for the instances.
   * @default - a new one, which allows all outbound IPv4 traffic and, with `useIpv6`, all outbound IPv6 traffic
   */
  readonly securityGroup?: ISecurityGroup | undefined;
  /**
   * IPv4 and IPv6 ranges that the new security group lets in over SSH; ignored on Windows.
   * @default - SSH is closed
   */
  readonly sshIngressCidrs?: readonly string[] | undefined;
  /**
   * Whether instances get an IPv6 address.
   * @default false
   */
  readonly useIpv6?: boolean | undefined;
}

/** A VPC, and where in it instances launch: in subnets, or in zones of the default VPC. */
export interface FleetVpcAttributes {
  /** Id of the VPC. */
  readonly vpcId: string;
  /**
   * Subnets for the instances.
   * @default - instances launch in `availabilityZones`
   */
  readonly subnetIds?: readonly string[] | undefined;
  /**
   * Zones for the instances, if the VPC is the default one. Instances launch in the default subnets of these zones.
   * @default - instances launch in `subnetIds`
   */
  readonly availabilityZones?: readonly string[] | undefined;
  /**
   * Subnets for the scaler.
   * @default - the scaler runs outside any VPC
   */
  readonly scalerSubnetIds?: readonly string[] | undefined;
}
