import { describe, expect, it } from '@jest/globals';
import { followLines } from './follow.ts';
import type { LogLine } from '@agent-aws-stack/aws-clients/logs';

const start = new Date('2026-11-24T12:00:00Z');
const line = (id: string, seconds: number): LogLine => ({
  id,
  at: new Date(start.getTime() + seconds * 1_000),
  ...{ group: 'g', stream: 's' },
  text: id,
});

class StopError extends Error {}

/** Follows a log whose reads return these batches, and stops after the last. */
async function follow(batches: readonly (readonly LogLine[])[]) {
  const readFrom: number[] = [];
  const seen: string[] = [];
  const read = async (since: Date) => {
    readFrom.push((since.getTime() - start.getTime()) / 1_000);
    return batches[readFrom.length - 1] ?? [];
  };
  const sleep = async () => {
    if (readFrom.length === batches.length) throw new StopError();
  };
  const lines = async () => {
    for await (const { id } of followLines(read, start, { follow: true, sleep })) seen.push(id);
  };
  await expect(lines()).rejects.toThrow(StopError);
  return { readFrom, seen };
}

describe('followLines', () => {
  it('yields each line once, however often it is read', async () => {
    const { seen } = await follow([[line('a', 1)], [line('a', 1), line('b', 2)], [line('b', 2)]]);
    expect(seen).toEqual(['a', 'b']);
  });

  it('yields a line that CloudWatch shows late', async () => {
    const { seen } = await follow([[line('b', 50)], [line('a', 10), line('b', 50)]]);
    expect(seen).toEqual(['b', 'a']);
  });

  it('reads from a minute before the newest line, but never from before the start', async () => {
    const { readFrom } = await follow([[line('a', 10)], [line('b', 300)], []]);
    expect(readFrom).toEqual([0, 0, 240]);
  });

  it('without `follow`, yields the lines that exist and ends', async () => {
    const seen: string[] = [];
    const sleep = () => Promise.reject(new StopError());
    for await (const { id } of followLines(async () => [line('a', 1)], start, { follow: false, sleep })) {
      seen.push(id);
    }
    expect(seen).toEqual(['a']);
  });
});
