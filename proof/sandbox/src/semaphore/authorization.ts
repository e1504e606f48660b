import { malformedAuthorization } from './errors.ts';

/**
 * The token of an `Authorization: <scheme> <token>` header: what follows the scheme, blanks included, as the server
 * splits it (pkg/publicapi/auth.go of the hub and of its log service). Throws SemaphoreApiError 401 without one.
 */
export function tokenOf(header: string | undefined, scheme: 'Token' | 'Bearer'): string {
  const [, token, ...more] = (header ?? '').split(`${scheme} `);
  if (token === undefined || more.length > 0) throw malformedAuthorization();
  return token;
}
