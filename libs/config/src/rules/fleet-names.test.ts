import { describe, expect, it } from '@jest/globals';
import { attempt, minimalFleet } from '../testing/attempt.ts';

const STACK = 'SEMAPHORE_AGENT_STACK_NAME';
const TOKEN = 'SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME';

const fleets = (...all: readonly Record<string, unknown>[]) =>
  attempt({}, { defaults: { SEMAPHORE_ORGANIZATION: 'acme', [TOKEN]: '/ci/token' }, fleets: all });

describe('the checks of fleet names', () => {
  it.each([
    [
      'a stack name that two fleets have',
      [{ [STACK]: 'ci' }, { [STACK]: 'ci' }],
      STACK,
      /a different name for each fleet/,
    ],
    [
      "a name that starts with the prefix of another fleet's group",
      [{ [STACK]: 'ci' }, { [STACK]: 'ci-autoScalingGroup-2' }],
      STACK,
      /the roles of fleet ci have access to every group with this prefix/,
    ],
    [
      "another fleet's config parameter as token parameter",
      [{ [STACK]: 'ci' }, { [STACK]: 'mac', [TOKEN]: 'ci-config' }],
      TOKEN,
      /the stack of fleet ci creates a parameter with this name/,
    ],
    [
      "the lease parameter of the fleet's own scaler as token parameter",
      [{ [STACK]: 'ci', [TOKEN]: 'ci-scaler-turn' }],
      TOKEN,
      /the stack of fleet ci creates/,
    ],
    [
      "the fleet's own parameter with a leading slash as token parameter",
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

  it("reject a single fleet's own parameter as token parameter too", () => {
    const name = String(minimalFleet[STACK]);
    expect(attempt({}, { ...minimalFleet, [TOKEN]: `${name}-config` }).problems).toMatchObject([
      { key: TOKEN },
    ]);
  });
});
