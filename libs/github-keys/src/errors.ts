/** An invalid list of host keys. The message says which entry is wrong and what was expected. */
export class InvalidHostKeysError extends Error {
  override readonly name = 'InvalidHostKeysError';
}

/** GitHub's host keys could not be fetched. The message names the address and the reason. @public */
export class HostKeysFetchError extends Error {
  override readonly name = 'HostKeysFetchError';
  readonly url: string;

  constructor(url: string, problem: string, options?: ErrorOptions) {
    super(`GitHub's host keys could not be fetched from ${url}: ${problem}`, options);
    this.url = url;
  }
}

/** None of the keys is known already. GitHub replaces one key at a time; an attacker would replace all. */
export class UnfamiliarHostKeysError extends Error {
  override readonly name = 'UnfamiliarHostKeysError';

  constructor(known: string) {
    super(
      `None of the host keys that were fetched is among ${known}, so they are not used. ` +
        "Compare them with GitHub's SSH key fingerprints at https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/githubs-ssh-key-fingerprints",
    );
  }
}
