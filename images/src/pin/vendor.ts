/** What pinning asks of a vendor's server. */
export interface Vendor {
  /** A short text, e.g. a list of checksums. @throws BuildError */
  text(url: string): Promise<string>;
  /**
   * SHA-256 of a download whose signature is by the key of that fingerprint.
   * @throws BuildError where it is not
   */
  signedChecksum(download: SignedDownload): Promise<string>;
}

export interface SignedDownload {
  readonly url: string;
  readonly signature: string;
  readonly key: string;
  readonly fingerprint: string;
}
