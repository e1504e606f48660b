import { malformedAuthorization } from './errors.ts';

/**
 * Reads the token from an `Authorization: <scheme> <token>` header. Everything after the scheme counts, including spaces,
 * as in pkg/publicapi/auth.go of the hub and of its log service. Throws SemaphoreApiError 401 if there is no token.
 */
export function tokenOf(header: string | undefined, scheme: 'Token' | 'Bearer'): string {
  const [, token, ...more] = (header ?? '').split(`${scheme} `);
  if (token === undefined || more.length > 0) throw malformedAuthorization();
  return token;
}
