import { describe, expect, it } from '@jest/globals';
import { GroupNotFoundError, ThrottledError } from '@agent-aws-stack/aws-clients';
import { GroupCapacity } from './group-capacity.ts';
import { ParameterToken } from './parameter-token.ts';
import { ParameterTurns } from './parameter-turns.ts';

describe('ParameterToken', () => {
  const read = (value: string) =>
    new ParameterToken(
      { getSecureString: async (name) => (name === '/ci/token' ? value : '') },
      '/ci/token',
      { memory: {}, onRemembered: () => undefined },
    ).read();

  it.each(['s3cret', ' s3cret\n', 's3cret\r\n'])('reads the token in %j', async (value) => {
    expect(await read(value)).toBe('s3cret');
  });

  it.each(['', ' \n', 'two words', 'a\nb', 'tokén'])('refuses %j without telling it', async (value) => {
    const error = await read(value).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'InvalidTokenError', parameter: '/ci/token' });
    if (value.trim()) expect(String(error)).not.toContain(value);
  });
});

describe('ParameterToken, when the parameter cannot be read', () => {
  const memory = { token: 'before' };
  const told: unknown[] = [];
  const store = (getSecureString: () => Promise<string>, remembered: { token?: string } = memory) =>
    new ParameterToken({ getSecureString }, '/ci/token', {
      memory: remembered,
      onRemembered: (error) => told.push(error),
    });
  const throttled = new ThrottledError({ action: 'a', resource: 'parameter /ci/token' }, { detail: 'later' });

  it('gives the one that an invocation before has read, and says so', async () => {
    expect(await store(() => Promise.reject(throttled)).read()).toBe('before');
    expect(told).toEqual([throttled]);
  });

  it('gives the one that is stored as soon as that can be read, and keeps it', async () => {
    expect(await store(async () => 'after').read()).toBe('after');
    expect(await store(() => Promise.reject(throttled)).read()).toBe('after');
  });

  it('fails where none was read before', async () => {
    await expect(store(() => Promise.reject(throttled), {}).read()).rejects.toBe(throttled);
  });
});

describe('ParameterTurns', () => {
  it('are versions of a parameter, whose value stays', async () => {
    const written: unknown[][] = [];
    const parameters = {
      putString: async (...given: unknown[]) => void written.push(given),
      getVersion: async (name: string) => (name === 'ci-scaler-turn' ? 9 : 0),
    };
    const turns = new ParameterTurns(parameters, 'ci-scaler-turn');
    await turns.take();
    await turns.take();
    // What the stack gives it: drift detection finds nothing.
    const what = ['ci-scaler-turn', 'its version is the turn', { tier: 'Standard' }];
    expect(written).toEqual([what, what]);
    expect(await turns.last()).toBe(9);
  });
});

describe('GroupCapacity', () => {
  const found = { name: 'ci-asg', minSize: 1, maxSize: 9, desiredCapacity: 2 };
  const limits = { min: 1, max: 9, desired: 2 };

  const site = { action: 'a', resource: 'group ci-asg' };

  function groupsOf(asked: string[], fault: { now?: Error } = {}) {
    return {
      async describe(name: string) {
        asked.push(`describe ${name}`);
        if (fault.now) throw fault.now;
        return { ...found, name };
      },
      async findByTag(key: string, value: string) {
        asked.push(`find ${key}=${value}`);
        return found;
      },
      async setDesiredCapacity(name: string, desired: number) {
        asked.push(`set ${name} ${desired}`);
      },
    };
  }

  it('goes by the tag once, then by the name', async () => {
    const asked: string[] = [];
    const capacity = new GroupCapacity(groupsOf(asked), { stackName: 'ci' });
    expect(await capacity.describe()).toEqual(limits);
    expect(await capacity.describe()).toEqual(limits);
    await capacity.raiseTo(5);
    expect(asked).toEqual(['find aws:cloudformation:stack-name=ci', 'describe ci-asg', 'set ci-asg 5']);
  });

  it('never goes by the tag when it is given a name', async () => {
    const asked: string[] = [];
    const fault: { now?: Error } = { now: new GroupNotFoundError(site, { detail: 'gone' }) };
    const capacity = new GroupCapacity(groupsOf(asked, fault), { stackName: 'ci', groupName: 'mine' });
    await expect(capacity.describe()).rejects.toMatchObject({ name: 'GroupNotFoundError' });
    delete fault.now;
    await capacity.describe();
    expect(asked).toEqual(['describe mine', 'describe mine']);
  });

  it.each([
    ['by the tag again when the group is gone', new GroupNotFoundError(site, { detail: 'gone' }), /^find/],
    ['by the name still after any other fault', new ThrottledError(site, { detail: 'later' }), /^describe/],
  ])('goes %s', async (_, error, expected) => {
    const asked: string[] = [];
    const fault: { now?: Error } = {};
    const capacity = new GroupCapacity(groupsOf(asked, fault), { stackName: 'ci' });
    await capacity.describe();
    fault.now = error;
    await expect(capacity.describe()).rejects.toBe(error);
    delete fault.now;
    await capacity.describe();
    expect(asked).toHaveLength(3);
    expect(asked[2]).toMatch(expected);
  });

  it('finds the group to raise even if it has never looked', async () => {
    const asked: string[] = [];
    await new GroupCapacity(groupsOf(asked), { stackName: 'ci' }).raiseTo(3);
    expect(asked.at(-1)).toBe('set ci-asg 3');
  });
});
