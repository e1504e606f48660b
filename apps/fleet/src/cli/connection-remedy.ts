/** Node's codes for a certificate that no authority known to it vouches for. */
const UNTRUSTED =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|UNABLE_TO_VERIFY_LEAF_SIGNATURE|CERT_UNTRUSTED)$/;

/**
 * What to do about a connection that failed.
 * @param code Node's code of the fault
 * @param otherwise what helps when the certificate is not at fault
 */
export const connectionRemedy = (code: string | undefined, otherwise: string): string =>
  UNTRUSTED.test(code ?? '')
    ? 'Node.js does not trust the certificate: name the file of the authority behind it, such as that of a proxy, in NODE_EXTRA_CA_CERTS'
    : otherwise;
