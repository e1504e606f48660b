/** A list of host keys is invalid. The message describes the problem and, if one key is invalid, gives its position. */
export class InvalidHostKeysError extends Error {
  override readonly name = 'InvalidHostKeysError';
}

/** GitHub's host keys cannot be fetched. The message has the URL and the reason. @public */
export class HostKeysFetchError extends Error {
  override readonly name = 'HostKeysFetchError';
  readonly url: string;

  constructor(url: string, problem: string, options?: ErrorOptions) {
    super(`Could not fetch GitHub's host keys from ${url}: ${problem}`, options);
    this.url = url;
  }
}

/** None of the fetched keys is known. GitHub replaces one key at a time; an attacker would replace all. */
export class UnfamiliarHostKeysError extends Error {
  override readonly name = 'UnfamiliarHostKeysError';

  constructor(known: string) {
    super(
      `None of the fetched host keys is among ${known}, so they were rejected. ` +
        "Compare them with GitHub's SSH key fingerprints at https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/githubs-ssh-key-fingerprints",
    );
  }
}
