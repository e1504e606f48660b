import { describe, expect, it } from '@jest/globals';
import { attempt, least } from '../testing/attempt.ts';

const STACK = 'SEMAPHORE_AGENT_STACK_NAME';
const TOKEN = 'SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME';

const fleets = (...all: readonly Record<string, unknown>[]) =>
  attempt({}, { defaults: { SEMAPHORE_ORGANIZATION: 'acme', [TOKEN]: '/ci/token' }, fleets: all });

describe('names of fleets', () => {
  it.each([
    ['a stack name twice', [{ [STACK]: 'ci' }, { [STACK]: 'ci' }], STACK, /a different name for each fleet/],
    [
      "a name that matches the pattern of another fleet's roles",
      [{ [STACK]: 'ci' }, { [STACK]: 'ci-autoScalingGroup-2' }],
      STACK,
      /by that prefix the roles of fleet ci recognise their group/,
    ],
    [
      "a parameter of another fleet's stack as token",
      [{ [STACK]: 'ci' }, { [STACK]: 'mac', [TOKEN]: 'ci-config' }],
      TOKEN,
      /the stack of fleet ci creates the one with this name/,
    ],
    [
      'the parameter of its own scaler as token',
      [{ [STACK]: 'ci', [TOKEN]: 'ci-scaler-turn' }],
      TOKEN,
      /the stack of fleet ci creates/,
    ],
    [
      'the same with a slash before it',
      [{ [STACK]: 'ci', [TOKEN]: '/ci-ssh-public-keys' }],
      TOKEN,
      /the stack of fleet ci creates/,
    ],
  ])('reject %s', (_, all, key, expected) => {
    expect(fleets(...all).problems).toMatchObject([{ key, expected: expect.stringMatching(expected) }]);
  });

  it.each([
    [[{ [STACK]: 'ci' }, { [STACK]: 'ci-2' }]],
    [
      [
        { [STACK]: 'ci', [TOKEN]: '/ci/config' },
        { [STACK]: 'mac', [TOKEN]: '/ci/config' },
      ],
    ],
  ])('accept %j', (all) => {
    expect(fleets(...all).problems).toEqual([]);
  });

  it("refuse a single fleet's own parameter as token too", () => {
    const name = String(least[STACK]);
    expect(attempt({}, { ...least, [TOKEN]: `${name}-config` }).problems).toMatchObject([{ key: TOKEN }]);
  });
});
