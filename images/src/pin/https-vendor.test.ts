import { describe, expect, it, jest } from '@jest/globals';
import { HttpsVendor } from './https-vendor.ts';

const LIST = 'https://x.y/v1/sums';

/** A response whose request was redirected to `url`. */
function response(body: string, { url = LIST, status = 200 } = {}): Response {
  const answer = new Response(body, { status, statusText: status === 200 ? 'OK' : 'Not Found' });
  Object.defineProperty(answer, 'url', { value: url });
  return answer;
}

const fetching = (answer: () => Promise<Response>) => jest.fn<typeof fetch>().mockImplementation(answer);

describe('HttpsVendor', () => {
  it('requests a list only once', async () => {
    const fetchUrl = fetching(async () => response('the list'));
    const vendor = new HttpsVendor(fetchUrl);
    expect(await Promise.all([vendor.text(LIST), vendor.text(LIST)])).toEqual(['the list', 'the list']);
    expect(fetchUrl).toHaveBeenCalledTimes(1);
  });

  it.each<[string, () => Promise<Response>, RegExp]>([
    ['a missing list', async () => response('', { status: 404 }), /sums: answers 404 Not Found$/],
    [
      'a redirect to http',
      async () => response('x', { url: 'http://x.y/' }),
      /redirects to http:\/\/x\.y\/, which is not https/,
    ],
    [
      'a server that cannot be reached',
      async () => {
        throw new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND x.y') });
      },
      /sums: cannot be reached: getaddrinfo ENOTFOUND x\.y$/,
    ],
  ])('throws for %s', async (_name, answer, message) => {
    await expect(new HttpsVendor(fetching(answer)).text(LIST)).rejects.toThrow(message);
  });
});
