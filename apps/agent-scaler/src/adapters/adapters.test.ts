import { describe, expect, it } from '@jest/globals';
import { GroupNotFoundError, ThrottledError } from '@agent-aws-stack/aws-clients';
import { GroupCapacity } from './group-capacity.ts';
import { ParameterLease } from './parameter-lease.ts';

describe('ParameterLease', () => {
  const estimate = { ceiling: 5, idleAgentAt: Date.parse('2026-03-01T10:00:00Z') };

  it("writes the same value each time while there is nothing to note, and returns the parameter's version", async () => {
    const written: unknown[][] = [];
    const parameters = {
      putString: async (...given: unknown[]) => 6 + written.push(given),
      getVersioned: async () => ({ value: '', version: 0 }),
    };
    const lease = new ParameterLease(parameters, 'ci-scaler-turn');
    const nothing = { estimate: undefined, shortage: undefined };
    expect([await lease.take(nothing), await lease.take(nothing)]).toEqual([7, 8]);
    // The stack's template sets this value too, so drift detection finds no change.
    const write = ['ci-scaler-turn', 'its version is the lease', { tier: 'Standard' }];
    expect(written).toEqual([write, write]);
  });

  it.each([
    { estimate: undefined, shortage: undefined },
    { estimate, shortage: undefined },
    { estimate, shortage: { missing: 3, since: estimate.idleAgentAt, seenAt: estimate.idleAgentAt } },
  ])('reads back the version and the notes that it wrote: %j', async (notes) => {
    let value = '';
    const parameters = {
      putString: async (_: string, given: string) => {
        value = given;
        return 9;
      },
      getVersioned: async (name: string) => ({ value, version: name === 'ci-scaler-turn' ? 9 : 0 }),
    };
    const lease = new ParameterLease(parameters, 'ci-scaler-turn');
    await lease.take(notes);
    expect(await lease.read()).toEqual({ version: 9, ...notes });
  });
});

describe('GroupCapacity', () => {
  const found = {
    ...{ name: 'ci-asg', minSize: 1, maxSize: 9, desiredCapacity: 2 },
    ...{ suspendedProcesses: [], tags: new Map<string, string>() },
  };
  const limits = { min: 1, max: 9, desired: 2 };

  const site = { action: 'a', resource: 'group ci-asg' };

  function groupsOf(calls: string[], fault: { now?: Error } = {}) {
    return {
      async describe(name: string) {
        calls.push(`describe ${name}`);
        if (fault.now) throw fault.now;
        return { ...found, name };
      },
      async findByTag(key: string, value: string) {
        calls.push(`find ${key}=${value}`);
        return found;
      },
      async setDesiredCapacity(name: string, desired: number) {
        calls.push(`set ${name} ${desired}`);
      },
      activitiesSince: async () => [],
      async setTag(name: string, { key, value }: { key: string; value: string }) {
        calls.push(`tag ${name} ${key}: ${value}`);
      },
      async deleteTag(name: string, key: string) {
        calls.push(`untag ${name} ${key}`);
      },
      async suspendProcesses(name: string, processes: readonly string[]) {
        calls.push(`suspend ${name} ${processes.join()}`);
      },
      async resumeProcesses(name: string, processes: readonly string[]) {
        calls.push(`resume ${name} ${processes.join()}`);
      },
    };
  }

  it('finds the group by its tag once, then uses its name', async () => {
    const calls: string[] = [];
    const capacity = new GroupCapacity(groupsOf(calls), { stackName: 'ci' });
    expect(await capacity.describe()).toEqual(limits);
    expect(await capacity.describe()).toEqual(limits);
    await capacity.raiseTo(5);
    expect(calls).toEqual(['find aws:cloudformation:stack-name=ci', 'describe ci-asg', 'set ci-asg 5']);
  });

  it('never searches by tag if it is configured with a name', async () => {
    const calls: string[] = [];
    const fault: { now?: Error } = { now: new GroupNotFoundError(site, { detail: 'gone' }) };
    const capacity = new GroupCapacity(groupsOf(calls, fault), { stackName: 'ci', groupName: 'mine' });
    await expect(capacity.describe()).rejects.toMatchObject({ name: 'GroupNotFoundError' });
    delete fault.now;
    await capacity.describe();
    expect(calls).toEqual(['describe mine', 'describe mine']);
  });

  it.each([
    ['searches by tag again if the group is gone', new GroupNotFoundError(site, { detail: 'gone' }), /^find/],
    [
      "keeps using the group's name after AWS has throttled a call",
      new ThrottledError(site, { detail: 'later' }),
      /^describe/,
    ],
  ])('%s', async (_, error, expected) => {
    const calls: string[] = [];
    const fault: { now?: Error } = {};
    const capacity = new GroupCapacity(groupsOf(calls, fault), { stackName: 'ci' });
    await capacity.describe();
    fault.now = error;
    await expect(capacity.describe()).rejects.toBe(error);
    delete fault.now;
    await capacity.describe();
    expect(calls).toHaveLength(3);
    expect(calls[2]).toMatch(expected);
  });

  it('finds the group before a raise even if the group was never described', async () => {
    const calls: string[] = [];
    await new GroupCapacity(groupsOf(calls), { stackName: 'ci' }).raiseTo(3);
    expect(calls.at(-1)).toBe('set ci-asg 3');
  });
});
