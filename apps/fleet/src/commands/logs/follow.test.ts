import { describe, expect, it } from '@jest/globals';
import { followLines } from './follow.ts';
import type { LogLine } from '@agent-aws-stack/aws-clients/logs';

const start = new Date('2026-11-24T12:00:00Z');
const line = (id: string, seconds: number): LogLine => ({
  id,
  at: new Date(start.getTime() + seconds * 1_000),
  group: 'g',
  text: id,
});

class EnoughError extends Error {}

/** Reads the batches one after the other, and ends with the last. */
async function follow(batches: readonly (readonly LogLine[])[]) {
  const asked: number[] = [];
  const seen: string[] = [];
  const read = async (since: Date) => {
    asked.push((since.getTime() - start.getTime()) / 1_000);
    return batches[asked.length - 1] ?? [];
  };
  const sleep = async () => {
    if (asked.length === batches.length) throw new EnoughError();
  };
  const lines = async () => {
    for await (const { id } of followLines(read, start, { follow: true, sleep })) seen.push(id);
  };
  await expect(lines()).rejects.toThrow(EnoughError);
  return { asked, seen };
}

describe('followLines', () => {
  it('tells each line once, however often it is read', async () => {
    const { seen } = await follow([[line('a', 1)], [line('a', 1), line('b', 2)], [line('b', 2)]]);
    expect(seen).toEqual(['a', 'b']);
  });

  it('tells a line that CloudWatch shows late', async () => {
    const { seen } = await follow([[line('b', 50)], [line('a', 10), line('b', 50)]]);
    expect(seen).toEqual(['b', 'a']);
  });

  it('looks back a minute before the newest line, and never before its start', async () => {
    const { asked } = await follow([[line('a', 10)], [line('b', 300)], []]);
    expect(asked).toEqual([0, 0, 240]);
  });

  it('ends with what there is when it need not go on', async () => {
    const seen: string[] = [];
    const sleep = () => Promise.reject(new EnoughError());
    for await (const { id } of followLines(async () => [line('a', 1)], start, { follow: false, sleep })) {
      seen.push(id);
    }
    expect(seen).toEqual(['a']);
  });
});
