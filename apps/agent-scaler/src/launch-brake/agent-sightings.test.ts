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
    ['no poll', seen([]), { hasPolled: false, rose: false, missesAgents: true }],
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
  ])('knows of %s', (_, sightings, expected) => {
    expect(sightings).toMatchObject(expected);
  });

  it.each([
    [true, 10_000],
    [false, POLL],
  ])(
    'knows by a job that left the queue that an agent registered: %j for polls every %d ms',
    (rose, everyMs) => {
      const sightings = seen(
        [
          [0, 2],
          [0, 2],
        ],
        { everyMs },
      );
      sightings.jobLeft();
      expect(sightings).toMatchObject({ rose, changed: rose });
    },
  );

  it('compares with the last poll after it is cleared', () => {
    const sightings = seen([
      [1, 0],
      [2, 0],
    ]);
    sightings.clear();
    expect(sightings).toMatchObject({ hasPolled: false, rose: false, changed: false });
    sightings.see({ at: 6_000, agents: 3, queued: 0, desired: 3 });
    expect(sightings).toMatchObject({ hasPolled: true, rose: true, missesAgents: false });
  });
});
