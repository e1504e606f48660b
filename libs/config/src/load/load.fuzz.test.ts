import { damagedText, fuzz, partOfSecretIn, SECRET } from '@agent-aws-stack/fuzz';
import { describe, expect, it } from '@jest/globals';
import { isParameterKey } from '../parameters/index.ts';
import { attempt, minimalFleet } from '../testing/attempt.ts';

const FLEET = {
  ...minimalFleet,
  SEMAPHORE_AGENT_ASG_MAX_SIZE: 20,
  SEMAPHORE_AGENT_INSTANCE_TYPE: 't3.large',
  SEMAPHORE_AGENT_TAGS: 'team:ci,cost:42',
  SEMAPHORE_AGENT_SUBNETS: ['subnet-0a1b2c3d', 'subnet-4e5f6a7b'],
  SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: [{ instanceType: 'm5.large', imageId: 'ami-1' }],
  SEMAPHORE_AGENT_SSH_INGRESS_CIDRS: '10.0.0.0/8',
};
const SAMPLES = [
  JSON.stringify(FLEET),
  JSON.stringify(minimalFleet, null, 2),
  JSON.stringify({
    defaults: FLEET,
    fleets: [{ SEMAPHORE_AGENT_STACK_NAME: 'a' }, { SEMAPHORE_AGENT_STACK_NAME: 'b' }],
  }),
  `// A comment\n${JSON.stringify(minimalFleet, null, 1)}\n/* the end */`,
];
/** Names that a user may give the token by mistake. */
const TOKEN_NAMES = [
  'SEMAPHORE_AGENT_TOKEN',
  'token',
  'SEMAPHORE_AGENT_TOKEN_PARAMETER',
  '$schema',
  '// note',
];

describe('loadFleets', () => {
  it('turns any file into fleets or a ConfigurationError that names at least one problem', () =>
    fuzz(1_000, damagedText(SAMPLES), (text) => {
      const { fleets, problems, message } = attempt({}, text);
      expect(fleets === undefined ? problems.length : fleets.length).toBeGreaterThan(0);
      expect(message).not.toContain('[object Object]');
      for (const { group } of fleets ?? []) {
        expect([group.minSize, group.maxSize].every((size) => Number.isSafeInteger(size) && size >= 0)).toBe(
          true,
        );
        expect(group.minSize).toBeLessThanOrEqual(group.maxSize);
      }
    }));

  it('does not print the value of a name that is not a parameter, because it may be the token', () =>
    fuzz(500, damagedText(TOKEN_NAMES), (name) => {
      // Problems do quote the value of a name that is a parameter.
      if (isParameterKey(name)) return;
      const { message, warnings } = attempt({}, { ...minimalFleet, [name]: SECRET });
      expect(partOfSecretIn([message, ...warnings].join('\n'))).toBeUndefined();
    }));
});
