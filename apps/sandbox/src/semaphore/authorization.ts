import { malformedAuthorization } from './errors.ts';

/** The token of an `Authorization: <scheme> <token>` header. Throws SemaphoreApiError 401 for anything else. */
export function tokenOf(header: string | undefined, scheme: 'Token' | 'Bearer'): string {
  const [given, token, ...rest] = (header ?? '').split(' ');
  if (given !== scheme || token === undefined || token === '' || rest.length > 0)
    throw malformedAuthorization();
  return token;
}
