import { describe, expect, it } from '@jest/globals';
import { heldJobs, NOTHING_HELD, observeQuota, type FleetSample, type QuotaState } from './held-jobs.ts';

const START = Date.UTC(2026, 2, 1);
const MINUTE = 60;
/** A quota of 5 that holds 45 jobs, while two of seven agents idle. */
const full: FleetSample = { queued: 45, running: 5, idle: 2, occupied: 5, desired: 7 };
const oneIdle = { ...full, idle: 1, desired: 6 };
const noneIdle = { ...full, idle: 0, desired: 5 };

type Samples = readonly (readonly [second: number, sample: FleetSample])[];

/** Observes samples, each at its second. */
function observe(...samples: Samples): QuotaState {
  return samples.reduce(
    (state, [second, sample]) => observeQuota(state, sample, START + second * 1_000),
    NOTHING_HELD,
  );
}
const held = (...samples: Samples) => heldJobs(samples.at(-1)![1], observe(...samples));
const known: Samples = [
  [0, full],
  [13, full],
];

describe('heldJobs', () => {
  it.each<[string, number, Samples]>([
    [
      'counts no job before agents have idled for more than 12 s',
      0,
      [
        [0, full],
        [12, full],
      ],
    ],
    ['counts the queued jobs once agents have idled for more than 12 s', 45, known],
    [
      'counts no job if there was a moment without an idle agent',
      0,
      [
        [0, full],
        [6, noneIdle],
        [8, full],
        [19, full],
      ],
    ],
    [
      'counts no job if the queue was empty for a moment',
      0,
      [
        [0, full],
        [6, { ...full, queued: 0 }],
        [8, full],
        [19, full],
      ],
    ],
    [
      'counts no job if the idle agents are between two jobs',
      0,
      [
        [0, { queued: 1_440, running: 14, idle: 4, occupied: 14, desired: 18 }],
        [60, { queued: 1_420, running: 15, idle: 3, occupied: 15, desired: 18 }],
      ],
    ],
    [
      'counts the queued jobs as long as one agent idles',
      45,
      [...known, [300, oneIdle], [60 * MINUTE, oneIdle]],
    ],
    [
      'counts no job if the idle agents have vanished',
      0,
      [
        [0, { ...full, desired: 5 }],
        [60, { ...full, desired: 5 }],
      ],
    ],
    [
      'still counts the queued jobs for half an hour without an idle agent, if the number of running jobs does not rise',
      45,
      [...known, [14, noneIdle], [29 * MINUTE, noneIdle]],
    ],
    [
      'counts no job once there has been no idle agent for half an hour',
      0,
      [...known, [31 * MINUTE, noneIdle]],
    ],
    [
      'counts no job once more jobs run than the quota seemed to allow',
      0,
      [...known, [15, { ...full, running: 6, occupied: 6, idle: 0 }]],
    ],
    ['counts no job after the queue was empty', 0, [...known, [15, { ...full, queued: 0 }], [16, full]]],
    [
      'also counts jobs that are queued after the first held jobs',
      60,
      [...known, [15, { ...full, queued: 60 }]],
    ],
    [
      'counts one queued job less for each running job that has ended',
      43,
      [...known, [15, { ...full, running: 3, occupied: 3 }]],
    ],
    [
      'counts the queued jobs again if agents idle for more than 12 s after the number of running jobs rose',
      44,
      [
        ...known,
        [15, { ...full, running: 6, occupied: 6, idle: 3, desired: 9 }],
        [28, { ...full, queued: 44, running: 6, occupied: 6, idle: 3, desired: 9 }],
      ],
    ],
  ])('%s', (_, expected, samples) => {
    expect(held(...samples)).toBe(expected);
  });

  it('counts jobs in excess of the quota, which it estimates as the most jobs that ran while agents idled', () => {
    const fewer = { ...full, running: 3, occupied: 3 };
    expect(held([0, fewer], [4, full], [8, fewer], [13, fewer])).toBe(43);
  });
});

describe('the estimated quota, if fewer jobs run', () => {
  const lower = { ...full, running: 2, occupied: 2, idle: 4 };

  it('is lowered once agents have idled for more than half a minute', () => {
    expect(observe(...known, [14, noneIdle], [15, lower], [45, lower]).estimate?.ceiling).toBe(5);
    expect(observe(...known, [14, noneIdle], [15, lower], [46, lower]).estimate?.ceiling).toBe(2);
  });

  it('is not lowered by a tenth or less, because agents take some seconds from one job to the next', () => {
    const many = { ...full, running: 50, occupied: 50, idle: 20, desired: 70 };
    const most = { ...many, running: 45 };
    expect(observe([0, many], [13, many], [31, most], [62, most]).estimate?.ceiling).toBe(50);
  });
});
