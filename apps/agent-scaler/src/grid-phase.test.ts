import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gridPhaseMs } from './grid-phase.ts';

const instants = fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 });
const intervals = fc.integer({ min: 1, max: 30 }).map((seconds) => seconds * 1_000);
const requests = fc.string();

/** The grid's offset in the interval. */
const pointOf = (at: number, start: number, requestId: string, interval: number) =>
  (start + gridPhaseMs({ scheduledAt: new Date(at), requestId }, new Date(start), interval)) % interval;

describe('gridPhaseMs', () => {
  it('is the time from the start to the next point of the grid', () => {
    const of = (time: string, requestId: string, now: string) =>
      gridPhaseMs({ scheduledAt: new Date(time), requestId }, new Date(now), 2_000);
    // Even minute, first offset: whole even seconds.
    expect(of('2026-03-01T10:00:00Z', '', '2026-03-01T10:00:00.300Z')).toBe(1_700);
    expect(of('2026-03-01T10:01:00Z', '', '2026-03-01T10:01:00.300Z')).toBe(700);
    expect(of('2026-03-01T10:01:00Z', 'a', '2026-03-01T10:01:00.300Z')).toBe(950);
    expect(of('2026-03-01T10:00:00Z', '', '2026-03-01T10:00:00.000Z')).toBe(0);
  });

  it('is never longer than the interval', () => {
    fc.assert(
      fc.property(instants, requests, instants, intervals, (at, requestId, now, interval) => {
        const phase = gridPhaseMs({ scheduledAt: new Date(at), requestId }, new Date(now), interval);
        expect(phase).toBeGreaterThanOrEqual(0);
        expect(phase).toBeLessThan(interval);
      }),
    );
  });

  it('does not depend on when the invocation starts', () => {
    fc.assert(
      fc.property(instants, requests, intervals, fc.nat(60_000), (at, requestId, interval, late) => {
        expect(pointOf(at, at + late, requestId, interval)).toBe(pointOf(at, at, requestId, interval));
      }),
    );
  });

  it('keeps an invocation and its successor at least an eighth of the interval apart', () => {
    fc.assert(
      fc.property(instants, requests, requests, intervals, (at, one, other, interval) => {
        const first = pointOf(at, at, one, interval);
        const second = pointOf(at + 60_000, at + 60_000, other, interval);
        const apart = Math.abs(first - second);
        expect(Math.min(apart, interval - apart)).toBeGreaterThanOrEqual(interval / 8 - 1);
      }),
    );
  });
});
