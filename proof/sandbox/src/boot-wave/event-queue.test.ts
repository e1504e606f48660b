import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '../random.ts';
import { EventQueue } from './event-queue.ts';

const never = () => false;

describe('EventQueue', () => {
  it('runs events in the order of their times, also those that other events add', () => {
    const queue = new EventQueue();
    const random = seededRandom(1);
    const seen: number[] = [];
    const note = (): void => {
      seen.push(queue.now);
      if (seen.length < 500) queue.after(random.fraction() * 1_000, note);
    };
    for (let index = 0; index < 100; index++) queue.after(random.fraction() * 1_000, note);
    queue.run(Infinity, never);
    expect(seen).toHaveLength(599);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });

  it('runs an event that another event adds for the same moment', () => {
    const queue = new EventQueue();
    const seen: number[] = [];
    queue.after(15, () => queue.after(0, () => seen.push(queue.now)));
    queue.run(Infinity, never);
    expect(seen).toEqual([15]);
  });

  it('stops at the limit', () => {
    const queue = new EventQueue();
    const seen: number[] = [];
    for (const at of [10, 20, 30]) queue.after(at, () => seen.push(queue.now));
    queue.run(20, never);
    expect(seen).toEqual([10, 20]);
  });

  it('stops as soon as the work is done', () => {
    const queue = new EventQueue();
    let count = 0;
    for (const at of [10, 10, 10]) queue.after(at, () => count++);
    queue.run(Infinity, () => count === 2);
    expect({ count, now: queue.now }).toEqual({ count: 2, now: 10 });
  });
});
