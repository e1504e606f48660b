import { describe, expect, it } from '@jest/globals';
import type { JobSight } from '@agent-aws-stack/contract';
import { decodeSights, encodeSights, SightsParameter } from './sights-parameter.ts';

const NOW = Date.parse('2026-03-01T10:00:00.050Z');
const sights: readonly JobSight[] = [
  { id: 'c', at: NOW - 2_050 },
  { id: 'b', at: 'unknown' },
  { id: 'a', at: NOW - 86_400_050 },
];

describe('saved times of first sight', () => {
  it('are read as they were saved, to a tenth of a second', () => {
    const saved = decodeSights(encodeSights(sights, NOW));
    expect(saved?.savedAt).toBe(NOW - 50);
    expect(['c', 'b', 'a', 'd'].map((id) => saved?.sightOf(id))).toEqual([
      NOW - 2_050,
      'unknown',
      NOW - 86_400_050,
      undefined,
    ]);
  });

  it('stay the same if they are saved again and again', () => {
    let at: JobSight['at'] | undefined = NOW - 1_234;
    for (let minute = 1; minute <= 60; minute++) {
      at = decodeSights(encodeSights([{ id: 'a', at: at! }], NOW + minute * 60_017))?.sightOf('a');
    }
    expect(Math.abs(Number(at) - (NOW - 1_234))).toBeLessThanOrEqual(50);
  });

  it('fit into a standard parameter even for 600 jobs; Semaphore lists at most 500', () => {
    const jobs = Array.from({ length: 600 }, (_, job) => ({ id: crypto.randomUUID(), at: NOW - job }));
    expect(encodeSights(jobs, NOW).length).toBeLessThanOrEqual(4_096);
  });

  it.each(['no jobs', '', '2026-03-01T10:00:00.000Z abc', 'yesterdayyesterdayyester aaaabbbb'])(
    'cannot be read from %j',
    (value) => {
      expect(decodeSights(value)).toBeUndefined();
    },
  );

  it('are kept in a standard parameter; while no job is queued, it has the value that the stack sets', async () => {
    const written: unknown[][] = [];
    const parameters = {
      putString: async (...given: unknown[]) => written.push(given),
      getString: async () => String(written.at(-1)?.[1]),
    };
    const store = new SightsParameter(parameters, 'ci-scaler-jobs');
    await store.save(sights, NOW);
    expect((await store.load())?.sightOf('b')).toBe('unknown');
    await store.save([], NOW);
    expect(written.at(-1)).toEqual(['ci-scaler-jobs', 'no jobs', { tier: 'Standard' }]);
    expect(await store.load()).toBeUndefined();
  });
});
