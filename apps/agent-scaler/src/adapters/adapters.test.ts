import { describe, expect, it } from '@jest/globals';
import { GroupNotFoundError } from '@agent-aws-stack/aws-clients';
import { GroupCapacity } from './group-capacity.ts';
import { ParameterToken } from './parameter-token.ts';

describe('ParameterToken', () => {
  const read = (value: string) =>
    new ParameterToken(
      { getSecureString: async (name) => (name === '/ci/token' ? value : '') },
      '/ci/token',
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

describe('GroupCapacity', () => {
  const found = { name: 'ci-asg', minSize: 1, maxSize: 9, desiredCapacity: 2 };
  const limits = { min: 1, max: 9, desired: 2 };

  function groupsOf(asked: string[], missing: { now: boolean } = { now: false }) {
    return {
      async describe(name: string) {
        asked.push(`describe ${name}`);
        if (missing.now) throw new GroupNotFoundError({ action: 'a', resource: name }, { detail: 'gone' });
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
    const missing = { now: true };
    const capacity = new GroupCapacity(groupsOf(asked, missing), { stackName: 'ci', groupName: 'mine' });
    await expect(capacity.describe()).rejects.toMatchObject({ name: 'GroupNotFoundError' });
    missing.now = false;
    await capacity.describe();
    expect(asked).toEqual(['describe mine', 'describe mine']);
  });

  it('goes by the tag again when the group is gone', async () => {
    const asked: string[] = [];
    const missing = { now: false };
    const capacity = new GroupCapacity(groupsOf(asked, missing), { stackName: 'ci' });
    await capacity.describe();
    missing.now = true;
    await expect(capacity.describe()).rejects.toMatchObject({ name: 'GroupNotFoundError' });
    await capacity.describe();
    expect(asked).toHaveLength(3);
    expect(asked[2]).toMatch(/^find/);
  });

  it('finds the group to raise even if it has never looked', async () => {
    const asked: string[] = [];
    await new GroupCapacity(groupsOf(asked), { stackName: 'ci' }).raiseTo(3);
    expect(asked.at(-1)).toBe('set ci-asg 3');
  });
});
