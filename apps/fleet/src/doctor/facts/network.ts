export interface SecurityGroup {
  readonly id: string;
  readonly egressRules: number;
  /** Ranges that may open SSH (port 22). */
  readonly sshFrom: readonly string[];
}

export interface Subnet {
  readonly id: string;
  readonly zone: string;
  readonly freeAddresses: number;
  /** Whether instances get a public IPv4 address. */
  readonly publicAddresses: boolean;
  /** Where its route table sends everything else; absent: nowhere. */
  readonly defaultRoute: { readonly target: string; readonly blackhole: boolean } | undefined;
}
