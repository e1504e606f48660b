import {
  parseHostKeys,
  PINNED_HOST_KEYS,
  sameKeys,
  sharesKey,
  UnfamiliarHostKeysError,
  type HostKeys,
} from '@agent-aws-stack/github-keys';

/** The SSM parameter with the JSON list of host keys that the fleet's instances read. */
export interface HostKeysParameter {
  /** Undefined if the parameter does not exist. */
  read(): Promise<string | undefined>;
  /** Creates or overwrites the parameter. */
  write(value: string): Promise<void>;
}

export interface Update {
  /** `restored`: the parameter was deleted. */
  readonly outcome: 'unchanged' | 'written' | 'restored';
  readonly keys: HostKeys;
}

/**
 * Writes GitHub's host keys to the parameter if it was deleted, has other keys, or has no valid list.
 * @throws UnfamiliarHostKeysError if none of the keys is in the parameter or pinned; errors of `fetchKeys` and of the
 * parameter. The parameter then keeps its value.
 */
export async function updateHostKeys(
  fetchKeys: () => Promise<HostKeys>,
  parameter: HostKeysParameter,
): Promise<Update> {
  const keys = await fetchKeys();
  const value = await parameter.read();
  const current = readList(value);
  if (current !== undefined && sameKeys(current, keys)) return { outcome: 'unchanged', keys };
  if (!sharesKey(keys, [...(current ?? []), ...PINNED_HOST_KEYS])) {
    throw new UnfamiliarHostKeysError('the keys in the parameter and the keys pinned in this release');
  }
  await parameter.write(JSON.stringify(keys));
  return { outcome: value === undefined ? 'restored' : 'written', keys };
}

function readList(value: string | undefined): HostKeys | undefined {
  if (value === undefined) return undefined;
  try {
    return parseHostKeys(JSON.parse(value));
  } catch {
    // Instances cannot use an invalid list either, so replace it.
    return undefined;
  }
}
