import type { FleetConfig, MacConfig } from '@agent-aws-stack/config';
import type { AwsClients } from '../aws/clients.ts';
import { dedicatedHostsOf } from '../observe/dedicated-hosts.ts';
import { hostProblems } from '../observe/host-problems.ts';
import { zonesOf } from '../observe/zones.ts';
import type { Lack } from './lack.ts';

/** What keeps the dedicated hosts that a fleet of Macs names from taking its instances. */
export async function hostLacks(
  aws: Pick<AwsClients, 'ec2'>,
  { stackName, network }: FleetConfig,
  mac: MacConfig,
): Promise<readonly Lack[]> {
  const [hosts, zones] = await Promise.all([
    dedicatedHostsOf(aws, mac.dedicatedHostIds),
    zonesOf(aws, network),
  ]);
  const { unusable, busy, usable } = hostProblems(mac, hosts, zones);
  const lack = (problem: string, remedy: string | undefined, certain: boolean): Lack => ({
    problem: `SEMAPHORE_AGENT_MAC_DEDICATED_HOSTS of ${stackName}: ${problem}`,
    remedy,
    certain,
  });
  // With one that is usable the others only stand idle; where hosts are allocated as needed none is missed.
  const certain = usable === 0 && !mac.autoAllocateHost;
  const remedy = 'Name hosts of the family and the zones, or leave it out';
  return [
    ...unusable.map((problem) => lack(problem, remedy, certain)),
    ...busy.map((problem) => lack(problem, undefined, false)),
  ];
}
