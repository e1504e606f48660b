import type { MacConfig } from '@agent-aws-stack/config';
import type { DedicatedHost } from './dedicated-hosts.ts';

export interface HostProblems {
  /** A sentence about each host that cannot take instances of the fleet: it is missing, or its state, family or zone is wrong. */
  readonly unusable: readonly string[];
  /** A sentence about each host that cannot take an instance yet, because it is pending. */
  readonly pending: readonly string[];
  /** How many hosts can take an instance, now or later. */
  readonly usable: number;
}

/** Compares the hosts that a fleet names with those that exist, and with the families and zones that the fleet launches in. */
export function hostProblems(
  { dedicatedHostIds, families }: Pick<MacConfig, 'dedicatedHostIds' | 'families'>,
  hosts: readonly DedicatedHost[],
  zones: readonly string[],
): HostProblems {
  const unusable: string[] = [];
  const pending: string[] = [];
  for (const id of dedicatedHostIds) {
    const host = hosts.find((each) => each.id === id);
    const problem =
      host === undefined ? `${id} does not exist in this region` : problemOf(host, families, zones);
    if (problem !== undefined) unusable.push(problem);
    else if (host?.state === 'pending')
      pending.push(`${id} is pending: EC2 is preparing it, or cleaning it after an instance`);
  }
  return { unusable, pending, usable: dedicatedHostIds.length - unusable.length };
}

function problemOf(
  { id, state, zone, family }: DedicatedHost,
  families: readonly string[],
  zones: readonly string[],
): string | undefined {
  if (state !== 'available' && state !== 'pending') return `${id} is ${state}`;
  if (!families.includes(family))
    return `${id} is a host for ${family}, but SEMAPHORE_AGENT_MAC_FAMILY is ${families.join(', ')}`;
  if (!zones.includes(zone)) return `${id} is in ${zone}, but the fleet launches only in ${zones.join(', ')}`;
  return undefined;
}
