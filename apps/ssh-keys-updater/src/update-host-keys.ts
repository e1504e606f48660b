import {
  parseHostKeys,
  PINNED_HOST_KEYS,
  sameKeys,
  sharesKey,
  UnfamiliarHostKeysError,
  type HostKeys,
} from '@agent-aws-stack/github-keys';

/** Where the fleet's instances read the host keys: a JSON list. */
export interface HostKeysParameter {
  /** Nothing when the parameter does not exist. */
  read(): Promise<string | undefined>;
  /** Writes the parameter, whether it exists or not. */
  write(value: string): Promise<void>;
}

export interface Update {
  /** `restored`: the parameter had been deleted. */
  readonly outcome: 'unchanged' | 'written' | 'restored';
  readonly keys: HostKeys;
}

/**
 * Writes GitHub's host keys to the parameter if it is gone, or holds other ones, or no valid list at all.
 * @throws UnfamiliarHostKeysError when no key of the list is in the parameter or pinned; what `fetchKeys` or the
 * parameter throw. The parameter keeps its value then.
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
    throw new UnfamiliarHostKeysError('those in the parameter and those pinned in this release');
  }
  await parameter.write(JSON.stringify(keys));
  return { outcome: value === undefined ? 'restored' : 'written', keys };
}

function readList(value: string | undefined): HostKeys | undefined {
  if (value === undefined) return undefined;
  try {
    return parseHostKeys(JSON.parse(value));
  } catch {
    // Whatever spoilt the parameter, instances cannot use it either: fresh keys replace it.
    return undefined;
  }
}
