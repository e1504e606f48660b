import { doubtAbout } from './region.ts';

/** Node's error codes for a certificate from an unknown CA. */
const UNTRUSTED =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|UNABLE_TO_VERIFY_LEAF_SIGNATURE|CERT_UNTRUSTED)$/;

/**
 * The remedy for a failed connection.
 * @param code Node's error code
 * @param otherwise the remedy for any other error
 */
export const connectionRemedy = (code: string | undefined, otherwise: string): string =>
  UNTRUSTED.test(code ?? '')
    ? "Node.js does not trust the certificate: set NODE_EXTRA_CA_CERTS to the file with the CA certificate that signed it, for example your proxy's"
    : otherwise;

/** The remedy for a failed connection to AWS. @param message the error's message, which contains the host if DNS does not resolve it */
export function awsConnectionRemedy(code: string | undefined, message: string): string {
  const [, host = ''] = /(?:ENOTFOUND|EAI_AGAIN) (\S+)/.exec(message) ?? [];
  const labels = host.split('.');
  const region = labels[labels.findIndex((label) => label === 'amazonaws' || label === 'api') - 1];
  const doubt = region === undefined ? undefined : doubtAbout(region);
  return connectionRemedy(
    code,
    doubt === undefined
      ? 'Check the region (--region), the network and any proxy, then try again'
      : `${doubt} If it is a new region, check the network and any proxy`,
  );
}
