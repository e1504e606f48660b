import type { FleetConfig, MacConfig } from '@agent-aws-stack/config';
import type { AwsClients } from '../aws/clients.ts';
import { dedicatedHostsOf } from '../observe/dedicated-hosts.ts';
import { hostProblems } from '../observe/host-problems.ts';
import { zonesOf } from '../observe/zones.ts';
import type { PreflightProblem } from './problem.ts';

/** Problems with the dedicated hosts that a macOS fleet names. @throws AwsError */
export async function checkHosts(
  aws: Pick<AwsClients, 'ec2'>,
  { stackName, network }: FleetConfig,
  mac: MacConfig,
): Promise<readonly PreflightProblem[]> {
  const [hosts, zones] = await Promise.all([
    dedicatedHostsOf(aws, mac.dedicatedHostIds),
    zonesOf(aws, network),
  ]);
  const { unusable, pending, usable } = hostProblems(mac, hosts, zones);
  const onHost = (problem: string, remedy: string | undefined, certain: boolean): PreflightProblem => ({
    problem: `SEMAPHORE_AGENT_MAC_DEDICATED_HOSTS of ${stackName}: ${problem}`,
    remedy,
    certain,
  });
  // The fleet works with a single usable host, or if License Manager allocates hosts as needed.
  const certain = usable === 0 && !mac.autoAllocateHost;
  const remedy = `Name hosts of the family ${mac.families.join(' or ')} in ${zones.join(' or ')}`;
  return [
    ...unusable.map((problem) => onHost(problem, remedy, certain)),
    ...pending.map((problem) => onHost(problem, undefined, false)),
  ];
}
