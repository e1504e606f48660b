import { describe, expect, it } from '@jest/globals';
import { AgentSightings } from './agent-sightings.ts';

const POLL = 2_000;
/** Polls with these counts of agents and queued jobs, in a group that wants `desired` instances. */
function seen(
  counts: readonly (readonly [agents: number, queued: number])[],
  { everyMs = POLL, desired = 2 } = {},
) {
  const sightings = new AgentSightings();
  counts.forEach(([agents, queued], index) =>
    sightings.see({ at: index * everyMs, agents, queued, desired }),
  );
  return sightings;
}

describe('AgentSightings', () => {
  it.each<[string, AgentSightings, object]>([
    ['no poll', seen([]), { hasPolled: false, rose: false, missesAgents: false }],
    [
      'an agent that registers',
      seen([
        [0, 1],
        [1, 0],
      ]),
      { rose: true, changed: true, missesAgents: true },
    ],
    [
      'an agent that leaves',
      seen([
        [2, 0],
        [1, 0],
      ]),
      { rose: false, changed: true, missesAgents: true },
    ],
    [
      'agents that stay',
      seen([
        [2, 9],
        [2, 9],
      ]),
      { rose: false, changed: false, missesAgents: false },
    ],
    [
      'a job that leaves the queue',
      seen([
        [0, 2],
        [0, 1],
      ]),
      { rose: false, changed: false },
    ],
    [
      'a job that starts between two distant polls',
      seen(
        [
          [0, 2],
          [0, 1],
        ],
        { everyMs: 30_000 },
      ),
      { rose: true, changed: true },
    ],
  ])('tells what polls have shown: %s', (_, sightings, expected) => {
    expect(sightings.seen).toMatchObject(expected);
  });

  it.each([
    [true, 10_000],
    [false, POLL],
  ])(
    'knows whether a job that left the queue shows a registered agent: %j with polls every %d ms',
    (rose, everyMs) => {
      const sightings = seen(
        [
          [0, 2],
          [0, 2],
        ],
        { everyMs },
      );
      sightings.jobLeft();
      expect(sightings.seen).toMatchObject({ rose, changed: rose });
    },
  );

  it('compares the next poll with the last one even after take()', () => {
    const sightings = seen([
      [1, 0],
      [2, 0],
    ]);
    expect(sightings.take()).toMatchObject({ hasPolled: true, rose: true });
    expect(sightings.seen).toMatchObject({ hasPolled: false, rose: false, changed: false });
    sightings.see({ at: 6_000, agents: 3, queued: 0, desired: 3 });
    expect(sightings.seen).toMatchObject({ hasPolled: true, rose: true, missesAgents: false });
  });

  it('keeps what is seen between take() and putBack()', () => {
    const sightings = seen([
      [1, 0],
      [1, 0],
    ]);
    const taken = sightings.take();
    sightings.see({ at: 6_000, agents: 2, queued: 0, desired: 2 });
    sightings.putBack(taken);
    expect(sightings.seen).toMatchObject({ rose: true, changed: true, missesAgents: true });
  });

  it.each([
    [{ rose: true, changed: true }, 1],
    [{ rose: false, changed: true }, 3],
    [{ rose: false, changed: false }, 2],
    [{ rose: false, changed: false }, undefined],
  ])('gives %j if the first poll counts 2 agents and the count before it was %j', (expected, before) => {
    const sightings = seen([]);
    sightings.see({ at: 0, agents: 2, queued: 0, desired: 2 }, before);
    expect(sightings.seen).toMatchObject(expected);
  });
});
