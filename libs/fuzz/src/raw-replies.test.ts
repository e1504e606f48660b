import { get } from 'node:https';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { httpReply, RawReplies } from './raw-replies.ts';

const replies = new RawReplies();
afterEach(() => replies[Symbol.dispose]());

describe('RawReplies', () => {
  it('answers an HTTPS request from memory', async () => {
    const requests: string[] = [];
    replies.answer = (request) => {
      requests.push(request);
      return httpReply('{"a":1}');
    };
    const body = await new Promise((resolve, reject) =>
      get('https://nowhere.example/path', (response) => resolve(text(response))).on('error', reject),
    );
    expect(body).toBe('{"a":1}');
    expect(requests).toEqual([expect.stringMatching(/^GET \/path HTTP\/1\.1\r\n/)]);
  });
});
