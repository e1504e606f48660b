import type { Subnet } from './subnets.ts';

/** The subnets from which the Internet cannot be reached, each with the reason. */
export const egressProblems = (
  subnets: readonly Subnet[],
  hasPublicAddress: (subnet: Subnet) => boolean,
): readonly string[] =>
  subnets.flatMap((subnet) => {
    const problem = egressProblem(subnet, hasPublicAddress(subnet));
    return problem === undefined ? [] : [`${subnet.id}: ${problem}`];
  });

/** Like `egressProblems`, for a Lambda, whose network interfaces never get a public address. */
export const lambdaEgressProblems = (subnets: readonly Subnet[]): readonly string[] =>
  egressProblems(subnets, () => false);

function egressProblem({ defaultRoute }: Subnet, hasPublicAddress: boolean): string | undefined {
  if (defaultRoute === undefined) return 'no default route';
  const { target, blackhole } = defaultRoute;
  if (blackhole) return `its default route leads to ${target}, which is gone`;
  return target.startsWith('igw-') && !hasPublicAddress
    ? `its default route leads to ${target}, which needs public addresses`
    : undefined;
}
