/** A list of host keys that is not one: says which entry is wrong and what was expected. */
export class InvalidHostKeysError extends Error {
  override readonly name = 'InvalidHostKeysError';
}

/** GitHub's host keys could not be fetched: names the address and what went wrong there. */
export class HostKeysFetchError extends Error {
  override readonly name = 'HostKeysFetchError';
  readonly url: string;

  constructor(url: string, problem: string, options?: ErrorOptions) {
    super(`GitHub's host keys could not be fetched from ${url}: ${problem}`, options);
    this.url = url;
  }
}
