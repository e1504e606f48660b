/** Requests to a vendor's server. */
export interface Vendor {
  /** Requests a short text, e.g. a list of checksums. @throws BuildError */
  text(url: string): Promise<string>;
  /**
   * The SHA-256 of a download, after verifying its signature.
   * @throws BuildError if it is not signed by the key with this fingerprint
   */
  signedChecksum(download: SignedDownload): Promise<string>;
}

export interface SignedDownload {
  readonly url: string;
  readonly signature: string;
  readonly key: string;
  readonly fingerprint: string;
}
