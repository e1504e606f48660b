import { describe, expect, it } from '@jest/globals';
import { failedRounds, roundsOf, type Launch } from './rounds.ts';

const MINUTE = 60_000;
const EARLY = 10 * MINUTE;
let ids = 0;
/** @param minutes when the launch started, and when the instance ended, if it has */
const launch = ([from, to]: readonly [number, number?], more: Partial<Launch> = {}): Launch => ({
  instanceId: `i-${(ids += 1)}`,
  startedAt: from * MINUTE,
  endedAt: to === undefined ? undefined : to * MINUTE,
  ...more,
});
const idle = (from: number, to: number) => launch([from, to], { isScaleIn: true });

describe('roundsOf', () => {
  it.each<[string, Launch[], number[][]]>([
    ['nothing', [], []],
    ['launches of one instance', [launch([0, 1]), launch([1, 2]), launch([2])], [[0], [1], [2]]],
    [
      'launches of several instances that end one after another',
      [launch([0, 1]), launch([0, 1.2]), launch([1, 2]), launch([1.2, 2.1]), launch([2])],
      [[0, 0], [1, 1.2], [2]],
    ],
    ['a raise in the middle of a round', [launch([0, 3]), launch([1, 4]), launch([3])], [[0, 1], [3]]],
    ['activities in any order', [launch([1]), launch([0, 1])], [[0], [1]]],
  ])('groups %s', (_, launches, expected) => {
    const starts = roundsOf(launches).map((round) =>
      round.launches.map(({ startedAt }) => startedAt / MINUTE),
    );
    expect(starts).toEqual(expected);
  });
});

describe('failedRounds', () => {
  it.each<[string, Launch[], number]>([
    ['three rounds that ended early', [launch([0, 1]), launch([1, 2]), launch([2, 3])], 3],
    [
      'three rounds that ended early, while the next round boots',
      [launch([0, 1]), launch([1, 2]), launch([2, 3]), launch([3])],
      3,
    ],
    [
      'only the newer round while an instance of the older round may still boot',
      [launch([0, 1]), launch([0]), launch([1, 2])],
      1,
    ],
    [
      'a round of which one instance ended early and the other is still there after its time',
      [launch([-11]), launch([-11, -2]), launch([-2, 1])],
      2,
    ],
    [
      'only the two rounds after an instance that lived long',
      [launch([-20, -5]), launch([-5, 0]), launch([0, 1])],
      2,
    ],
    [
      'no round if the newest ended because an idle agent left',
      [launch([0, 1]), launch([1, 2]), idle(2, 8)],
      0,
    ],
    [
      'a round of which one instance ended early and the other because its agent was idle',
      [launch([0, 1]), idle(0, 1.5), launch([1, 2])],
      2,
    ],
    ['no round whose instances may still boot', [launch([0]), launch([0])], 0],
  ])('counts %s', (_, launches, expected) => {
    expect(failedRounds(roundsOf(launches), EARLY, 4 * MINUTE)).toBe(expected);
  });
});
