import * as z from 'zod';
import { explainWhole } from './kind.ts';
import type { Kind } from './kind.ts';
import { text } from './scalars.ts';

const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const PORT = '(?:6553[0-5]|655[0-2]\\d|65[0-4]\\d\\d|6[0-4]\\d{3}|[1-5]\\d{4}|[1-9]\\d{0,3})';
const HOST_AND_PORT = new RegExp(`^${LABEL}(?:\\.${LABEL})*(?::${PORT})?$`);

/** Host or host:port of a Semaphore API. */
export const endpoint = text({
  type: 'host[:port]',
  expected: 'a host or host:port, without scheme or path',
  pattern: HOST_AND_PORT,
  maxLength: 259,
  suggest: (given) => {
    const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@]*@)?([^/?#]+)/i.exec(given)?.[1];
    return host !== undefined && host !== given && HOST_AND_PORT.test(host) ? host : undefined;
  },
});

/** The first label of `<organization>.semaphoreci.com`. */
export const organization = text({
  type: 'name',
  expected: "the organization's name, the first part of <organization>.semaphoreci.com",
  pattern: new RegExp(`^${LABEL}$`),
  suggest: (given) =>
    new RegExp(`^(?:https?://)?(${LABEL})\\.semaphoreci\\.com(?:/.*)?$`, 'i').exec(given)?.[1],
});

const expectedCidr = 'an IPv4 or IPv6 range, such as 203.0.113.0/24 or 2001:db8::/32';

/** An IPv4 or IPv6 range. */
export const cidr: Kind<string> = {
  type: 'CIDR',
  expected: expectedCidr,
  schema: z.union([z.string().trim().pipe(z.cidrv4()), z.string().trim().pipe(z.cidrv6())]),
  explain: explainWhole(expectedCidr, (given) => {
    if (z.ipv4().safeParse(given).success) return `${given}/32`;
    return z.ipv6().safeParse(given).success ? `${given}/128` : undefined;
  }),
  jsonSchema: () => ({ type: 'string', pattern: '^[0-9A-Fa-f.:]+/\\d{1,3}$' }),
};
