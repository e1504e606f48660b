/** A fleet as a user configures it, with environment variables and possibly a JSON file. */
export interface FleetCase {
  readonly name: string;
  /** Environment variables. The prefix SEMAPHORE_AGENT_ is left out; names with another prefix are complete. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Content of the configuration file, with real booleans, numbers and lists. */
  readonly file?: Readonly<Record<string, unknown>>;
  /** @default us-east-1 */
  readonly region?: string;
}

export const ACCOUNT = '111111111111';
export const OWN_VPC = 'vpc-0a0a0a0a';
export const PRIVATE_SUBNETS = ['subnet-0a0a0a01', 'subnet-0a0a0a02', 'subnet-0a0a0a03'] as const;
export const PUBLIC_SUBNET = 'subnet-0b0b0b01';
