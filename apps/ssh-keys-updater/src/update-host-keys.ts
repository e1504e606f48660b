import { parseHostKeys, sameKeys, type HostKeys } from '@agent-aws-stack/github-keys';

/** Where the fleet's instances read the host keys: a JSON list. */
export interface HostKeysParameter {
  read(): Promise<string>;
  write(value: string): Promise<void>;
}

export interface Update {
  readonly outcome: 'unchanged' | 'written';
  readonly keys: HostKeys;
}

/**
 * Writes GitHub's host keys to the parameter if it holds other ones, or no valid list at all.
 * @throws what `fetchKeys` or the parameter throw; the parameter keeps its value then.
 */
export async function updateHostKeys(
  fetchKeys: () => Promise<HostKeys>,
  parameter: HostKeysParameter,
): Promise<Update> {
  const keys = await fetchKeys();
  const current = readList(await parameter.read());
  if (current !== undefined && sameKeys(current, keys)) return { outcome: 'unchanged', keys };
  await parameter.write(JSON.stringify(keys));
  return { outcome: 'written', keys };
}

function readList(value: string): HostKeys | undefined {
  try {
    return parseHostKeys(JSON.parse(value));
  } catch {
    // Whatever spoilt the parameter, instances cannot use it either: fresh keys replace it.
    return undefined;
  }
}
