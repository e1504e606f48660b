import { Resolver } from 'node:dns/promises';
import { damagedBytes, fuzz, httpReply, RawReplies } from '@agent-aws-stack/fuzz';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { HostKeysFetchError } from './errors.ts';
import { fetchHostKeys } from './fetch.ts';
import { MAX_LIST_BYTES, parseHostKeys } from './host-keys.ts';
import { PINNED_HOST_KEYS } from './pinned.ts';

let replies: RawReplies;
beforeEach(() => {
  replies = new RawReplies();
  jest.spyOn(Resolver.prototype, 'resolve4').mockResolvedValue([]);
});
afterEach(() => {
  replies[Symbol.dispose]();
  jest.restoreAllMocks();
});

const SAMPLES = [
  httpReply(JSON.stringify({ hooks: ['192.0.2.0/24'], ssh_keys: PINNED_HOST_KEYS })),
  httpReply('{"message":"API rate limit exceeded"}', {
    status: '403 Forbidden\r\nX-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: 1700000000',
  }),
];
/** A refusal quotes at most 500 characters of the body and of each of six headers: 3,500 in all, besides the headers' names. */
const LONGEST_MESSAGE = 4_000;

describe('fetchHostKeys', () => {
  it('turns any reply into valid keys or a HostKeysFetchError in one short line', () =>
    fuzz(500, damagedBytes(SAMPLES), async (bytes) => {
      replies.answer = () => bytes;
      const result = await fetchHostKeys({ url: 'https://127.0.0.1/meta' }).catch((error: unknown) => error);
      if (result instanceof Error) {
        expect(result).toBeInstanceOf(HostKeysFetchError);
        expect(result.message).toMatch(/^[^\p{Cc}]*$/u);
        expect(result.message.length).toBeLessThan(LONGEST_MESSAGE);
        return;
      }
      const keys = result as readonly string[];
      expect(parseHostKeys(keys)).toEqual(keys);
      expect(JSON.stringify(keys).length).toBeLessThanOrEqual(MAX_LIST_BYTES);
      // Start scripts write each key into a line of a file.
      for (const key of keys) expect(key).toMatch(/^[a-z0-9@.-]+ [A-Za-z0-9+/=]+$/);
    }));
});
