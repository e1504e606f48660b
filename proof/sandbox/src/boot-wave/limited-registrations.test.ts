import { LAUNCH_BRAKE_TAG } from '@agent-aws-stack/contract';
import { describe, expect, it } from '@jest/globals';
import { printFigure } from '../fleet-life/testing/print-figure.ts';
import { synthesizedTemplate } from '../virtual/synthesized-template.ts';
import { VirtualFleet } from '../virtual/virtual-fleet.ts';
import { REGISTRATIONS } from './service-limits.ts';

const MINUTE = 60_000;
const FLEETS = 20;
const AGENTS = 60;
/** One fleet's share of the organization's registrations. */
const registrations = { capacity: 1, perSecond: REGISTRATIONS.perSecond / FLEETS };

/** Starts a fleet without instances, and queues a job for each of its `agents`. Each job runs for an hour. */
async function fleetOf(agents: number) {
  const virtual = new VirtualFleet({
    ...{ stackName: 'wave', seed: 1, registrations },
    template: await synthesizedTemplate('wave', { ASG_MAX_SIZE: String(agents) }),
    token: { parameter: 'agent-token', value: 't0ken' },
  });
  await virtual.run(5 * MINUTE);
  virtual.hub.enqueue(agents, { durationMs: 60 * MINUTE });
  return virtual;
}

describe('a fleet whose agents wait for each other to register', () => {
  it('replaces no instance, and its launch brake stays closed', async () => {
    const virtual = await fleetOf(AGENTS);
    const tags: string[] = [];
    const running = () => virtual.hub.agents().occupied;
    const from = virtual.elapsedMs;
    while (running() < AGENTS && virtual.elapsedMs < 120 * MINUTE) {
      await virtual.run(5_000);
      for (const { tags: all } of virtual.fleet.context.registry.groups)
        tags.push(...all.filter(({ key }) => key === LAUNCH_BRAKE_TAG).map(({ value }) => value));
    }
    const seconds = Math.round((virtual.elapsedMs - from) / 1_000);
    const launched = virtual.fleet.events().filter(({ type }) => type === 'launching').length;
    const busy = running();
    await virtual.close();
    printFigure(
      `${AGENTS} agents, a registration every ${1 / registrations.perSecond} s`,
      `all agents run jobs after ${seconds} s, ${launched} instances launched`,
    );
    expect({ busy, launched }).toEqual({ busy: AGENTS, launched: AGENTS });
    expect(tags.filter((tag) => /^(open|probing)/.test(tag))).toEqual([]);
    expect(seconds).toBeGreaterThan(AGENTS / registrations.perSecond);
  });
});
