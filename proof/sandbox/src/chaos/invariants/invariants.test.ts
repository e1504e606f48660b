import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LAUNCH_BRAKE_TAG, type LaunchBrake, launchBrakeValue } from '@agent-aws-stack/contract';
import { synthesizedTemplate } from '../../virtual/synthesized-template.ts';
import { ChaosFleet } from '../chaos-fleet.ts';
import { STACK_NAME, deployments } from '../deployments.ts';
import { everyInstanceHasAgent } from './agents.ts';
import { brakeHasCause } from './brake.ts';
import { capacityWithinLimits } from './capacity.ts';
import { demandIsMet } from './demand.ts';
import { noEndlessWait } from './hooks.ts';
import { lostJobs } from './jobs.ts';
import { standInsAreTemporary } from './stand-ins.ts';

const MINUTE = 60_000;
let template: unknown;
let fleet: ChaosFleet;
beforeAll(async () => {
  template = await synthesizedTemplate(STACK_NAME, deployments[0] ?? {});
});
beforeEach(async () => {
  fleet = new ChaosFleet(1, [template]);
  await fleet.virtual.run(2 * MINUTE);
});
afterEach(() => fleet.virtual.close());

const group = () => fleet.virtual.fleet.context.registry.groups[0]!;
const sample = () => ({ at: fleet.now, recoveredSince: fleet.virtual.startedAt });

/** Three agents that run a job each. */
async function busyAgents(): Promise<readonly string[]> {
  fleet.virtual.hub.enqueue(3, { durationMs: 10 * MINUTE });
  await fleet.virtual.run(3 * MINUTE);
  return fleet.instances.map(({ id }) => id);
}

describe('capacityWithinLimits', () => {
  it('finds a desired capacity outside of the limits', () => {
    const invariant = capacityWithinLimits(fleet);
    expect(invariant(sample())).toEqual([]);
    group().size = { min: 0, max: 3, desired: 4 };
    expect(invariant(sample())).toEqual(['desired 4 is not from 0 to 3']);
  });

  it('finds launches above the maximum, but not instances that stay when the maximum is lowered', async () => {
    const invariant = capacityWithinLimits(fleet);
    group().size = { min: 0, max: 2, desired: 2 };
    invariant(sample());
    group().size = { min: 0, max: 2, desired: 3 };
    await fleet.virtual.run(2_000);
    expect(invariant(sample())).toContain('3 instances, but the maximum is 2');
    expect(invariant(sample())).not.toContain('3 instances, but the maximum is 2');
  });
});

describe('capacityWithinLimits during capacity rebalancing', () => {
  it('does not count replacements of instances that are still there', async () => {
    const [id = ''] = await busyAgents();
    const invariant = capacityWithinLimits(fleet);
    group().size = { min: 0, max: 3, desired: 3 };
    invariant(sample());
    fleet.recommendRebalance(id);
    await fleet.virtual.run(MINUTE);
    expect(fleet.instances).toHaveLength(4);
    expect(invariant(sample())).toEqual([]);
    // The replacement is idle, so its agent leaves at a recommendation, and another instance replaces it.
    const replacement = fleet.instances.find(({ replaces }) => replaces === id);
    fleet.recommendRebalance(replacement?.id ?? '');
    await fleet.virtual.run(MINUTE);
    expect(fleet.instances).toHaveLength(4);
    expect(fleet.instances).not.toContain(replacement);
    expect(invariant(sample())).toEqual([]);
  });
});

describe('everyInstanceHasAgent', () => {
  it('finds an instance whose agent has been unknown to Semaphore for 18 minutes', async () => {
    const [id = ''] = await busyAgents();
    const invariant = everyInstanceHasAgent(fleet);
    expect(invariant(sample())).toEqual([]);
    group().suspended.set('HealthCheck', 'a person');
    fleet.hang(id);
    // Semaphore removes a busy agent 15 minutes after its last sync, or at its next check after that.
    for (let minute = 0; minute < 33; minute++) {
      expect(invariant(sample())).toEqual([]);
      await fleet.virtual.run(MINUTE);
    }
    await fleet.virtual.run(2 * MINUTE);
    expect(invariant(sample())).toEqual([
      expect.stringMatching(`^instance ${id} \\(InService, hung\\) has had no agent`),
    ]);
  });
});

describe('noEndlessWait', () => {
  it('finds an instance that waits for its launch hook for longer than the timeout', async () => {
    const invariant = noEndlessWait(fleet);
    fleet.virtual.hub.enqueue(1, { durationMs: MINUTE });
    await fleet.virtual.run(MINUTE);
    const [instance] = fleet.instances;
    expect(invariant(sample())).toEqual([]);
    instance?.moveTo('Pending:Wait');
    expect(invariant(sample())).toEqual([]);
    expect(invariant({ at: fleet.now + 15 * MINUTE, recoveredSince: undefined })).toEqual([]);
    expect(invariant({ at: fleet.now + 16 * MINUTE, recoveredSince: undefined })).toEqual([
      `instance ${instance?.id} has been in Pending:Wait for longer than the hook's timeout`,
    ]);
    instance?.moveTo('InService');
    expect(invariant({ at: fleet.now + 17 * MINUTE, recoveredSince: undefined })).toEqual([]);
  });
});

describe('demandIsMet', () => {
  it('finds a job that waits although the fleet is below its maximum', async () => {
    const invariant = demandIsMet(fleet);
    fleet.fail({ service: 'auto-scaling', kind: 'refused', share: 1 });
    const [id = ''] = fleet.virtual.hub.enqueue(1, { durationMs: 1_000 });
    await fleet.virtual.run(MINUTE);
    expect(invariant(sample())).toEqual([]);
    await fleet.virtual.run(MINUTE);
    expect(invariant(sample())).toEqual([`job ${id} waits for an agent`]);
    expect(invariant({ at: fleet.now, recoveredSince: undefined })).toEqual([]);
  });
});

describe('standInsAreTemporary', () => {
  const onDemandGroup = () => fleet.virtual.fleet.context.registry.groups[1]!;

  it('finds on-demand instances added above the maximum, but accepts spot instances launched after them', async () => {
    const invariant = standInsAreTemporary(fleet);
    const restore = fleet.exhaustSpotCapacity(0);
    fleet.virtual.hub.enqueue(30, { durationMs: 10 * MINUTE });
    for (let minute = 0; minute < 4; minute++) {
      await fleet.virtual.run(MINUTE);
      expect(invariant(sample())).toEqual([]);
    }
    expect(fleet.standIns).toHaveLength(24);
    restore();
    await fleet.virtual.run(2 * MINUTE);
    expect(fleet.mainInstances).toHaveLength(24);
    expect(invariant(sample())).toEqual([]);
    await fleet.virtual.run(2 * MINUTE);
    invariant(sample());
    onDemandGroup().size = { min: 0, max: 24, desired: 25 };
    expect(invariant(sample())).toEqual([
      '25 on-demand instances beside 24 in the main group, but the maximum is 24',
    ]);
  });

  it('finds instances that still stand in 22 minutes after the fleet has recovered', async () => {
    const invariant = standInsAreTemporary(fleet);
    onDemandGroup().size = { min: 1, max: 24, desired: 1 };
    await fleet.virtual.run(MINUTE);
    const recoveredSince = fleet.now;
    expect(invariant({ at: recoveredSince + 22 * MINUTE, recoveredSince })).toEqual([]);
    const [{ id } = { id: '' }] = fleet.standIns;
    expect(invariant({ at: recoveredSince + 22 * MINUTE + 1, recoveredSince })).toEqual([
      `instance ${id} still stands in`,
    ]);
  });
});

describe('brakeHasCause', () => {
  const noteBrake = (brake: LaunchBrake) =>
    group().changedTags.set(LAUNCH_BRAKE_TAG, {
      ...{ key: LAUNCH_BRAKE_TAG, value: launchBrakeValue(brake), propagateAtLaunch: false },
    });

  it('finds a brake that opens although an agent has registered', async () => {
    const invariant = brakeHasCause(fleet);
    const since = fleet.now;
    const ids = await busyAgents();
    noteBrake({ kind: 'watching', since });
    expect(invariant(sample())).toEqual([]);
    noteBrake({ kind: 'open', since: fleet.now, probes: 0, probedAt: undefined, withoutSemaphore: false });
    const time = new Date(fleet.now).toISOString().slice(11, 19);
    expect(invariant(sample())).toEqual([
      ...ids.map((id) => `the launch brake opened at ${time}, but the agent of ${id} had registered`),
      `the launch brake opened at ${time}, but only 0 instances had ended`,
    ]);
    expect(invariant(sample())).toEqual([]);
  });

  it('accepts a brake that opens because no agent can register', async () => {
    const invariant = brakeHasCause(fleet);
    fleet.virtual.hub.limitAgents(0);
    fleet.virtual.hub.enqueue(1, { durationMs: 1_000 });
    for (let second = 0; second < 15 * 60 && fleet.launchBrake?.kind !== 'open'; second += 5) {
      await fleet.virtual.run(5_000);
      expect(invariant(sample())).toEqual([]);
    }
    expect(fleet.launchBrake?.kind).toBe('open');
  });
});

describe('lostJobs', () => {
  it('finds a job that ended with its machine, unless the machine was broken on purpose', async () => {
    const [first = '', second = ''] = await busyAgents();
    fleet.powerOff(first);
    fleet.virtual.fleet.powerOff(second);
    await fleet.virtual.run(20 * MINUTE);
    expect(lostJobs(fleet)).toEqual([
      expect.stringMatching(new RegExp(`^job .* on ${second} failed, lost-agent$`)),
    ]);
  });

  it('finds a job that an interruption stopped before the end of its grace period', async () => {
    const [first = '', second = ''] = await busyAgents();
    fleet.interrupt(first);
    fleet.interrupt(second);
    await fleet.virtual.run(2 * MINUTE);
    expect(lostJobs(fleet)).toEqual([]);
    fleet.interruptedAt.set(second, fleet.now);
    expect(lostJobs(fleet)).toEqual([expect.stringMatching(`on ${second} stopped$`)]);
  });

  it('ignores jobs that a user stopped', async () => {
    await busyAgents();
    for (const { id } of fleet.virtual.hub.unfinishedJobs()) fleet.stopJob(id);
    await fleet.virtual.run(MINUTE);
    expect(lostJobs(fleet)).toEqual([]);
  });
});
