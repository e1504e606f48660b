import type { MacConfig } from '@agent-aws-stack/config';
import type { DedicatedHost } from './dedicated-hosts.ts';

export interface HostProblems {
  /** Why hosts can never take an instance of the fleet; each a sentence. */
  readonly unusable: readonly string[];
  /** Hosts that take none at the moment. */
  readonly busy: readonly string[];
  readonly usable: number;
}

/** Compares the hosts that a fleet names with what EC2 has, and with where and what the fleet launches. */
export function hostProblems(
  { dedicatedHostIds, families }: Pick<MacConfig, 'dedicatedHostIds' | 'families'>,
  hosts: readonly DedicatedHost[],
  zones: readonly string[],
): HostProblems {
  const unusable: string[] = [];
  const busy: string[] = [];
  for (const id of dedicatedHostIds) {
    const host = hosts.find((each) => each.id === id);
    const problem =
      host === undefined ? `${id} does not exist in this region` : problemOf(host, families, zones);
    if (problem !== undefined) unusable.push(problem);
    else if (host?.state === 'pending')
      busy.push(`${id} is pending: EC2 prepares it, or cleans it after an instance`);
  }
  return { unusable, busy, usable: dedicatedHostIds.length - unusable.length };
}

function problemOf(
  { id, state, zone, family }: DedicatedHost,
  families: readonly string[],
  zones: readonly string[],
): string | undefined {
  if (state !== 'available' && state !== 'pending') return `${id} is ${state}`;
  if (!families.includes(family))
    return `${id} is a host for ${family}, and SEMAPHORE_AGENT_MAC_FAMILY is ${families.join(', ')}`;
  if (!zones.includes(zone)) return `${id} is in ${zone}, and the fleet launches in ${zones.join(', ')} only`;
  return undefined;
}
