/** Requests to a vendor's server. */
export interface Vendor {
  /** A short text, e.g. a list of checksums. @throws BuildError */
  text(url: string): Promise<string>;
  /**
   * SHA-256 of a download that is signed by the key with this fingerprint.
   * @throws BuildError if it is not
   */
  signedChecksum(download: SignedDownload): Promise<string>;
}

export interface SignedDownload {
  readonly url: string;
  readonly signature: string;
  readonly key: string;
  readonly fingerprint: string;
}
