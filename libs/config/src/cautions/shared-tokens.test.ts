import { expect, it } from '@jest/globals';
import { loadFleets } from '../load/load.ts';
import { attempt, cautious } from '../testing/attempt.ts';

const token = (name: string) => ({ SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: name });
const unscaled = {
  SEMAPHORE_AGENT_USE_DYNAMIC_SCALING: false,
  SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT: 0,
};

it.each([
  ['for each fleet', [token('/a'), token('/b')], undefined],
  [
    'that two fleets share',
    [token('/a'), token('/b'), token('/a')],
    /^f0, f2: SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME is \/a for all of them, so each fleet launches/,
  ],
  [
    'of the same name in two organizations',
    [token('/a'), { ...token('/a'), SEMAPHORE_ORGANIZATION: 'other' }],
    undefined,
  ],
  [
    'that two fleets share, one of them without a scaler',
    [token('/a'), { ...token('/a'), ...unscaled }],
    undefined,
  ],
])('a token %s: warns only if several fleets with a scaler share it', (_, settings, warning) => {
  const fleets = settings.map((each, index) => ({ SEMAPHORE_AGENT_STACK_NAME: `f${index}`, ...each }));
  const file = { defaults: { SEMAPHORE_ORGANIZATION: 'acme', ...cautious }, fleets };
  const { warnings } = attempt({}, file);
  expect(warnings).toEqual(warning === undefined ? [] : [expect.stringMatching(warning)]);
});

it('reports a stack name in the environment as a single problem', () => {
  const fleets = [token('/a'), token('/b')];
  const load = () =>
    loadFleets({
      env: { SEMAPHORE_AGENT_STACK_CONFIG: 'fleets.json', SEMAPHORE_AGENT_STACK_NAME: 'one' },
      readFile: () => JSON.stringify({ defaults: { SEMAPHORE_ORGANIZATION: 'acme' }, fleets }),
    });
  expect(load).toThrow(/has a problem:\n\n  SEMAPHORE_AGENT_STACK_NAME \(environment\)/);
});
