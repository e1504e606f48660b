/** A fleet as its user writes it: variables, or a JSON file. */
export interface FleetCase {
  readonly name: string;
  /** Parameters, without their common beginning SEMAPHORE_AGENT_ where they have it. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Given in a JSON file instead of the environment: with real booleans, numbers and lists. */
  readonly file?: Readonly<Record<string, unknown>>;
  /** @default us-east-1 */
  readonly region?: string;
}

export const ACCOUNT = '111111111111';
export const OWN_VPC = 'vpc-0a0a0a0a';
export const PRIVATE_SUBNETS = ['subnet-0a0a0a01', 'subnet-0a0a0a02', 'subnet-0a0a0a03'] as const;
export const PUBLIC_SUBNET = 'subnet-0b0b0b01';
