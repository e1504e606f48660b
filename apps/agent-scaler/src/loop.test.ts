import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runLoop } from './loop.ts';
import type { Clock } from './ports.ts';
import { ScalerClock } from './testing/scaler-clock.ts';

describe('runLoop', () => {
  it('does not poll twice at one point of the grid if the timer fires early', async () => {
    const clock = new ScalerClock();
    const startedAt = clock.now();
    const earlyTimers: Clock = {
      now: () => clock.now(),
      date: () => clock.date(),
      sleep: (ms) => clock.sleep(ms - 0.6),
    };
    let polls = 0;
    const poll = async () => void (polls += 1);
    const options = {
      clock: earlyTimers,
      startedAt,
      phaseMs: 0,
      intervalMs: 2_000,
      lastPollAt: () => startedAt + 10_000,
      signal: new AbortController().signal,
    };
    await clock.run(runLoop({ ...options, mayPoll: () => true, poll }));
    expect(polls).toBe(6);
  });

  it('polls once at each point of the grid, whatever the fractions of a millisecond', async () => {
    const starts = fc.double({ min: 1_000, max: 10_000_000, noNaN: true });
    const phases = fc.double({ min: 0, max: 1_999, noNaN: true });
    await fc.assert(
      fc.asyncProperty(starts, phases, async (startedAt, phaseMs) => {
        const clock = new ScalerClock(startedAt);
        const polls: number[] = [];
        await clock.run(
          runLoop({
            clock,
            startedAt,
            phaseMs,
            intervalMs: 2_000,
            lastPollAt: () => startedAt + phaseMs + 60_500,
            signal: new AbortController().signal,
            mayPoll: () => true,
            poll: async () => void polls.push(clock.now()),
          }),
        );
        // If the first point of the grid is less than 2 µs after the start, the first poll replaces the one at that point.
        const startIsOnGrid = phaseMs < 0.002;
        const onGrid = polls.slice(startIsOnGrid ? 0 : 1, -1);
        expect(onGrid).toHaveLength(31);
        onGrid.forEach((at, index) => {
          const point = index === 0 && startIsOnGrid ? startedAt : startedAt + phaseMs + index * 2_000;
          expect(at).toBeCloseTo(point, 6);
        });
      }),
    );
  });

  it.each([
    [700, [0, 700, 2_700, 4_700, 5_000]],
    [0, [0, 2_000, 4_000, 5_000]],
  ])(
    'polls immediately, then on a grid that starts after %d ms, and at the end',
    async (phaseMs, expected) => {
      const clock = new ScalerClock();
      const startedAt = clock.now();
      const polls: number[] = [];
      const poll = async () => void polls.push(Math.round(clock.now() - startedAt));
      const times = {
        startedAt,
        phaseMs,
        intervalMs: 2_000,
        lastPollAt: () => startedAt + 5_000,
        signal: new AbortController().signal,
      };
      await clock.run(runLoop({ clock, ...times, mayPoll: () => true, poll }));
      expect(polls).toEqual(expected);
    },
  );

  it('ends once its last poll has ended', async () => {
    const clock = new ScalerClock();
    const startedAt = clock.now();
    const poll = () => clock.sleep(7_000);
    await clock.run(
      runLoop({
        clock,
        startedAt,
        phaseMs: 0,
        intervalMs: 2_000,
        lastPollAt: () => startedAt + 4_000,
        signal: new AbortController().signal,
        mayPoll: () => true,
        poll,
      }),
    );
    expect(clock.now() - startedAt).toBe(11_000);
  });

  it('polls every two to three seconds while it hurries, and at the points of the grid', async () => {
    const clock = new ScalerClock();
    const startedAt = clock.now();
    const polls: number[] = [];
    await clock.run(
      runLoop({
        clock,
        startedAt,
        phaseMs: 10_000,
        intervalMs: 30_000,
        lastPollAt: () => startedAt + 60_000,
        hurries: () => clock.now() >= startedAt + 11_000 && clock.now() < startedAt + 20_500,
        signal: new AbortController().signal,
        mayPoll: () => true,
        poll: async () => void polls.push((clock.now() - startedAt) / 1_000),
      }),
    );
    expect(polls).toEqual([0, 10, 12, 14, 16, 18, 20, 40, 60]);
  });
});
