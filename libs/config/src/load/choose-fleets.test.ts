import { expect, it } from '@jest/globals';
import { chooseFleets } from './choose-fleets.ts';
import { loadFleets } from './load.ts';

const { fleets } = loadFleets({
  env: { SEMAPHORE_AGENT_STACK_CONFIG: 'fleets.json' },
  readFile: () =>
    JSON.stringify({
      fleets: ['linux', 'windows', 'mac'].map((name) => ({
        SEMAPHORE_AGENT_STACK_NAME: name,
        SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: `/ci/${name}`,
        SEMAPHORE_ORGANIZATION: 'acme',
      })),
    }),
});

it.each([
  ['returns all fleets if no names are given', undefined, ['linux', 'windows', 'mac'], []],
  ['returns the named fleets, in the order of the configuration', ['mac', 'linux'], ['linux', 'mac'], []],
  ['returns names that no fleet has as unknown', ['mac', 'x', 'y'], ['mac'], ['x', 'y']],
])('chooseFleets %s', (_, names, chosen, unknown) => {
  const choice = chooseFleets(fleets, names);
  expect(choice.chosen.map(({ stackName }) => stackName)).toEqual(chosen);
  expect(choice.unknown).toEqual(unknown);
});
