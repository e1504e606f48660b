import { describe, expect, it } from '@jest/globals';
import {
  fetchHostKeys,
  HostKeysFetchError,
  PINNED_HOST_KEYS,
  UnfamiliarHostKeysError,
} from '@agent-aws-stack/github-keys';
import { ed25519Key, startMetaServer } from '@agent-aws-stack/github-keys/testing';
import { FakeParameter } from './testing/fake-parameter.ts';
import { updateHostKeys } from './update-host-keys.ts';

const a = PINNED_HOST_KEYS[0] ?? '';
const [b, c, d] = [ed25519Key(2), ed25519Key(3), ed25519Key(4)];
const list = (...keys: string[]): string => JSON.stringify(keys);

describe('updateHostKeys', () => {
  it.each<[string, string]>([
    ['the same list', list(a, b)],
    ['the same keys in another order', list(b, a)],
    ['the same keys, one of them twice', list(a, b, a)],
    ['the same list with white space', JSON.stringify([a, b], null, 2)],
  ])('does not replace %s', async (_name, value) => {
    const parameter = new FakeParameter(value);
    expect(await updateHostKeys(() => Promise.resolve([a, b]), parameter)).toEqual({
      outcome: 'unchanged',
      keys: [a, b],
    });
    expect(parameter.writes).toEqual([]);
  });

  it.each<[string, string]>([
    ['a list with an older key', list(a, c)],
    ['a list with fewer keys', list(a)],
    ['a list with more keys', list(a, b, c)],
    ['an empty list', '[]'],
    ['invalid JSON', 'not json'],
    ['a truncated list', list(a, b).slice(0, -9)],
    ['an object', '{"ssh_keys":[]}'],
    ['a list of other strings', '["none"]'],
  ])('replaces %s', async (_name, value) => {
    const parameter = new FakeParameter(value);
    expect(await updateHostKeys(() => Promise.resolve([a, b]), parameter)).toEqual({
      outcome: 'written',
      keys: [a, b],
    });
    expect(parameter.writes).toEqual([list(a, b)]);
  });

  it('restores a deleted parameter', async () => {
    const parameter = new FakeParameter(undefined);
    expect(await updateHostKeys(() => Promise.resolve([a, b]), parameter)).toEqual({
      outcome: 'restored',
      keys: [a, b],
    });
    expect(parameter.writes).toEqual([list(a, b)]);
  });

  it('accepts a list with a new key if another of its keys is in the parameter', async () => {
    const parameter = new FakeParameter(list(b, c));
    await updateHostKeys(() => Promise.resolve([c, d]), parameter);
    expect(parameter.writes).toEqual([list(c, d)]);
  });

  it.each<[string, string | undefined]>([
    ['the parameter', list(a, b)],
    ['a deleted parameter', undefined],
    ['a parameter without a valid list', 'not json'],
  ])('rejects a list if none of its keys is pinned or in %s', async (_name, value) => {
    const parameter = new FakeParameter(value);
    await expect(updateHostKeys(() => Promise.resolve([c, d]), parameter)).rejects.toThrow(
      UnfamiliarHostKeysError,
    );
    expect(parameter.writes).toEqual([]);
  });

  it('throws the error of the fetch, without reading the parameter', async () => {
    const parameter = new FakeParameter(list(a));
    const failure = new HostKeysFetchError('https://api.github.com/meta', 'status 503');
    await expect(updateHostKeys(() => Promise.reject(failure), parameter)).rejects.toBe(failure);
    expect(parameter).toMatchObject({ reads: 0, writes: [] });
  });

  it('throws and does not write if it cannot read the parameter', async () => {
    const parameter = new FakeParameter(list(c));
    parameter.readFailure = new Error('AccessDenied');
    await expect(updateHostKeys(() => Promise.resolve([a]), parameter)).rejects.toThrow('AccessDenied');
    expect(parameter.writes).toEqual([]);
  });

  it('throws if it cannot write the parameter', async () => {
    const parameter = new FakeParameter(list(c));
    parameter.writeFailure = new Error('TooManyUpdates');
    await expect(updateHostKeys(() => Promise.resolve([a]), parameter)).rejects.toThrow('TooManyUpdates');
  });

  it.each<[string, unknown]>([
    ['no keys', { ssh_keys: [] }],
    ['an invalid key', { ssh_keys: ['ssh-ed25519 AAAA'] }],
    ['another document', { message: 'Not Found' }],
  ])('does not write if GitHub replies with %s', async (_name, body) => {
    await using server = await startMetaServer((response) => response.end(JSON.stringify(body)));
    const parameter = new FakeParameter(list(c));
    await expect(updateHostKeys(() => fetchHostKeys(server), parameter)).rejects.toThrow(HostKeysFetchError);
    expect(parameter.writes).toEqual([]);
  });

  it('writes the keys that GitHub replies with', async () => {
    const body = JSON.stringify({ hooks: [], ssh_keys: [a, b] });
    await using server = await startMetaServer((response) => response.end(body));
    const parameter = new FakeParameter(list(c));
    await updateHostKeys(() => fetchHostKeys(server), parameter);
    expect(parameter.writes).toEqual([list(a, b)]);
  });
});
