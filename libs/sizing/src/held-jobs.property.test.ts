import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide } from './decide.ts';
import { heldJobs, NOTHING_HELD, observeQuota } from './held-jobs.ts';
import { QuotaModel, type AfterJob, type QuotaModelOptions } from './testing/quota-model.ts';

const POLL_SECONDS = 2;
/** The longest time between two requests of an idle agent. */
const SYNC_SECONDS = 6;
/** How long the scaler needs to see that jobs are held: agents must idle for 12 s, and then it must poll. */
const HELD_SECONDS = 12 + POLL_SECONDS;

interface Fleet extends Omit<QuotaModelOptions, 'random'> {
  /** The queue always has this many jobs. */
  readonly queued: number;
  readonly headroom: number;
  /** The jobs' mean length. Single jobs are up to 30 % shorter or longer. */
  readonly jobSeconds: number;
  readonly seed: number;
}

/** Which fleets to try: the smallest and the largest `jobSeconds`, what agents do after a job, and the largest quota. */
interface Jobs {
  readonly min: number;
  readonly max: number;
  readonly afterJob?: readonly AfterJob[];
  readonly quota?: number;
}

const fleets = ({ min, max, afterJob = ['keep', 'shrink', 'replace'], quota = 30 }: Jobs) =>
  fc.record<Fleet>({
    quota: fc.integer({ min: 1, max: quota }),
    queued: fc.integer({ min: 40, max: 80 }),
    headroom: fc.nat(4),
    bootSeconds: fc.integer({ min: 20, max: 90 }),
    idleTimeoutSeconds: fc.integer({ min: 60, max: 300 }),
    afterJob: fc.constantFrom(...afterJob),
    jobSeconds: fc.integer({ min, max }),
    seed: fc.nat(),
  });

/** A fleet and the scaler's decisions about it. Each minute, another invocation of the scaler takes over. */
class Simulation {
  readonly model: QuotaModel;
  readonly #fleet: Fleet;
  readonly #random: () => number;
  #state = NOTHING_HELD;
  /** The number of instances in each second. */
  readonly instances: number[] = [];
  readonly raises: { readonly at: number; readonly to: number }[] = [];

  constructor(fleet: Fleet) {
    this.#fleet = fleet;
    this.#random = randomNumbers(fleet.seed);
    this.model = new QuotaModel({ ...fleet, random: this.#random });
  }

  /** The most instances that the fleet may have while jobs are held. */
  get limit(): number {
    return this.model.quota + Math.max(this.#fleet.headroom, 1);
  }

  run(seconds: number): this {
    const { model } = this;
    for (const end = model.now + seconds; model.now < end;) {
      model.tick();
      this.instances.push(model.instances);
      while (model.sample().queued < this.#fleet.queued) model.enqueue(this.#jobLength());
      if (model.now % 60 === 0) this.#state = { estimate: this.#state.estimate };
      if (model.now % POLL_SECONDS === 0) this.#poll();
    }
    return this;
  }

  /** A handover in which the next invocation does not receive the estimate. */
  forget(): void {
    this.#state = NOTHING_HELD;
  }

  #poll(): void {
    const sample = this.model.sample();
    this.#state = observeQuota(this.#state, sample, this.model.now * 1_000);
    const held = heldJobs(sample, this.#state);
    const headroom = { strategy: 'number', factor: this.#fleet.headroom } as const;
    const group = { min: 0, max: 1_000, desired: sample.desired };
    const { kind, target } = decide({ ...sample, held }, group, { headroom, maxStep: 0 });
    if (kind === 'raise') this.raises.push({ at: this.model.now, to: target });
    this.model.desired = target;
  }

  #jobLength(): number {
    return Math.ceil(this.#fleet.jobSeconds * (0.7 + 0.6 * this.#random()));
  }
}

/** A linear congruential generator of numbers from 0 up to 1. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

const check = (jobs: Jobs, holds: (fleet: Fleet) => void) =>
  fc.assert(fc.property(fleets(jobs), holds), { numRuns: 20 });

/**
 * Expects the last raise above the simulation's limit soon after `since`: once the first agents have booted and idled. Returns
 * when the surplus of that raise must have idled out.
 */
function lastSurplus({ raises, limit }: Simulation, fleet: Fleet, since = 0): number {
  const last = raises.findLast(({ at, to }) => at >= since && to > limit)?.at ?? since;
  // Twice HELD_SECONDS, because a handover may interrupt the first time that agents idle.
  expect(last).toBeLessThanOrEqual(since + fleet.bootSeconds + 2 * HELD_SECONDS + POLL_SECONDS);
  return last + POLL_SECONDS + fleet.bootSeconds + fleet.idleTimeoutSeconds + 12;
}

describe('while the quota holds jobs', () => {
  it('once agents idle, the capacity is raised at most to the quota plus the headroom, which is at least one agent', () => {
    check({ min: 60, max: 900 }, (fleet) => {
      const simulation = new Simulation(fleet).run(1_800);
      expect(simulation.raises[0]?.to).toBe(fleet.queued + fleet.headroom);
      lastSurplus(simulation, fleet);
    });
  });

  it('once the surplus has idled out, the fleet has no more instances than the quota plus the headroom', () => {
    check({ min: 600, max: 1_200 }, (fleet) => {
      const simulation = new Simulation(fleet).run(1_800);
      const later = simulation.instances.slice(lastSurplus(simulation, fleet));
      expect(Math.max(...later)).toBeLessThanOrEqual(simulation.limit);
    });
  });

  it('a job for which the quota has room starts at once if an agent idles, otherwise after a poll and a boot', () => {
    check({ min: 20, max: 900 }, (fleet) => {
      const { starts } = new Simulation(fleet).run(1_800).model;
      const boot = POLL_SECONDS + fleet.bootSeconds + SYNC_SECONDS;
      const late = starts.filter(({ waited, hadIdleAgent }) => waited > (hadIdleAgent ? SYNC_SECONDS : boot));
      expect(late).toEqual([]);
    });
  });

  it('a handover in which the estimate is lost costs one more surplus', () => {
    // If agents were kept or replaced after a job, they would idle anew, and the surplus would last longer.
    check({ min: 600, max: 1_200, afterJob: ['shrink'] }, (fleet) => {
      const simulation = new Simulation(fleet).run(1_200);
      const lostAt = simulation.model.now;
      simulation.forget();
      simulation.run(1_200);
      const later = simulation.instances.slice(lastSurplus(simulation, fleet, lostAt));
      expect(Math.max(...later)).toBeLessThanOrEqual(simulation.limit);
    });
  });
});

describe('when the quota is raised', () => {
  it('all jobs that fit into the new quota have agents after at most three boots, if few jobs end during a boot', () => {
    check({ min: 900, max: 1_800, quota: 6 }, (fleet) => {
      const simulation = new Simulation(fleet).run(1_200);
      const from = simulation.model.now;
      simulation.model.quota += 1 + (fleet.seed % 30);
      const { starts } = simulation.run(600).model;
      // The first boot is that of the only idle agent. If it then gets a job because another job has ended, a second boot
      // brings a new idle agent.
      // Once an agent gets a job beyond the old quota, the scaler raises the capacity, and the third boot brings all other agents.
      const limit = 3 * (POLL_SECONDS + fleet.bootSeconds + SYNC_SECONDS);
      expect(starts.filter(({ at, waited }) => at > from && waited > limit)).toEqual([]);
    });
  });
});
