import { largestMaxSize, type FleetConfig } from '@agent-aws-stack/config';
import type { AwsClients } from '../aws/clients.ts';
import { instanceChoices } from '../fleets/instance-choices.ts';
import { egressProblems } from '../observe/egress-problems.ts';
import { instanceTypesOf } from '../observe/instance-types.ts';
import { offeringProblems } from '../observe/offering-problems.ts';
import { offeringsOf } from '../observe/offerings.ts';
import { quotaIncrease, quotaNeeds } from '../observe/quota-needs.ts';
import type { Quota } from '../observe/quotas.ts';
import type { Subnet } from '../observe/subnets.ts';
import type { PreflightProblem } from './problem.ts';

/** The instance types of a fleet that some or all of its zones do not offer. @throws AwsError */
export async function checkOfferings(
  aws: Pick<AwsClients, 'ec2'>,
  fleet: FleetConfig,
  subnets: Promise<readonly Subnet[]>,
): Promise<readonly PreflightProblem[]> {
  const types = typesOf(fleet).map(({ instanceType }) => instanceType);
  if (types.length === 0) return [];
  const [offerings, found] = await Promise.all([offeringsOf(aws, types), subnets]);
  const zones = [...new Set(found.map(({ zone }) => zone))].sort();
  const { problems, none } = offeringProblems(offerings, zones, types);
  if (problems.length === 0) return [];
  const problem = `instance types of ${fleet.stackName}: ${problems.join('; ')}`;
  const remedy = 'Choose types that the zones offer, or leave out zones with SEMAPHORE_AGENT_AZS';
  return [{ problem, remedy, certain: none }];
}

/** Subnets from which instances cannot reach Semaphore. @throws AwsError */
export async function checkEgress(
  { stackName }: FleetConfig,
  subnets: Promise<readonly Subnet[]>,
): Promise<readonly PreflightProblem[]> {
  const problems = egressProblems(await subnets, ({ publicAddresses }) => publicAddresses);
  if (problems.length === 0) return [];
  const problem = `subnets of ${stackName}: ${problems.join('; ')}`;
  const remedy =
    'To reach Semaphore, agents there need a NAT gateway or, in a public subnet, public addresses on launch';
  return [{ problem, remedy, certain: false }];
}

/** vCPU quotas of the account that are below what the fleet needs at its maximum. @throws AwsError */
export async function checkQuotas(
  aws: Pick<AwsClients, 'ec2'>,
  fleet: FleetConfig,
  quotas: Promise<readonly Quota[]>,
): Promise<readonly PreflightProblem[]> {
  const choices = typesOf(fleet);
  if (choices.length === 0 || fleet.instance.mac !== undefined) return [];
  const names = choices.map(({ instanceType }) => instanceType);
  const [types, allowed] = await Promise.all([instanceTypesOf(aws, [...new Set(names)]), quotas]);
  const launched = types.map(({ type, vcpus }) => ({
    ...{ type, vcpus },
    weight: choices.find(({ instanceType }) => instanceType === type)?.weight ?? 1,
  }));
  const { purchase } = fleet.group;
  const maxSize = largestMaxSize(fleet.group);
  return (['onDemand', 'spot'] as const).flatMap((bought) =>
    quotaNeeds(bought, maxSize, launched, purchase).needs.flatMap(({ code, most, least }) => {
      const quota = allowed.find((each) => each.code === code);
      if (quota === undefined || quota.value >= most) return [];
      const problem = `quota of ${fleet.stackName}: ${quota.value} vCPUs allowed in the account (${quota.name}), ${most} needed at the maximum`;
      return [{ problem, remedy: quotaIncrease(code, most), certain: quota.value < least }];
    }),
  );
}

/** The types that the fleet names; none if Auto Scaling chooses them by requirements. */
const typesOf = (fleet: FleetConfig) => instanceChoices(fleet).filter((choice) => choice.kind === 'type');
