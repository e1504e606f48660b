import { describe, expect, it } from '@jest/globals';
import { readDecisionLine, type DecisionLine } from './index.ts';

const decision: DecisionLine = {
  decision: 'raise',
  queued: 3,
  running: 1,
  idle: 0,
  occupied: 1,
  min: 0,
  max: 10,
  desired: 1,
  target: 4,
  reason: 'demand',
};
const line = {
  level: 'INFO',
  message: 'desired capacity raised',
  timestamp: '2026-11-24T11:59:00.000Z',
  ...decision,
};

describe('readDecisionLine', () => {
  it('returns the decision and its time, and no other field of the line', () => {
    const { min: minimum, ...rest } = decision;
    expect(minimum).toBe(0);
    expect(readDecisionLine(line)).toEqual({ ...rest, timestamp: line.timestamp });
  });

  it('returns how many jobs are held', () => {
    expect(readDecisionLine({ ...line, held: 2 })).toMatchObject({ queued: 3, held: 2 });
  });

  it.each([
    ['another message', { level: 'WARN', message: 'poll failed', timestamp: line.timestamp }],
    ['a negative count', { ...line, queued: -1 }],
    ['a fraction', { ...line, target: 0.5 }],
    ['another decision', { ...line, decision: 'lower' }],
    ['an invalid time', { ...line, timestamp: 'now' }],
    ['a text', 'START RequestId: r-1'],
  ])('returns undefined for %s', (_, other) => {
    expect(readDecisionLine(other)).toBeUndefined();
  });
});
