import { installation, type Installation } from '@agent-aws-stack/installation';
import { describe, expect, it } from '@jest/globals';
import { configuredFleets, noConfiguration } from './configured-fleets.ts';

describe('without a configuration', () => {
  it.each<[string, Pick<Installation, 'configuration' | 'program' | 'userFolder'>, string, string]>([
    [
      'names the file that the package reads',
      { configuration: 'fleet.json', program: 'npx agent-aws-stack', userFolder: '/work/x' },
      'fleet.json: there is no such file in /work/x',
      'Create one: npx agent-aws-stack init; or name a file with --config',
    ],
    [
      'asks for a file if it runs in a checkout, where it reads none by default',
      installation,
      '--config: not given, and SEMAPHORE_AGENT_STACK_CONFIG names no file either',
      'Create one: npm run fleet -- init linux-ci.json; or name a file with --config',
    ],
  ])('%s', (_, place, message, remedy) => expect(noConfiguration(place)).toMatchObject({ message, remedy }));

  it.each([{}, { SEMAPHORE_AGENT_STACK_CONFIG: ' ' }, { SEMAPHORE_ORGANIZATION: 'acme' }])(
    'asks for a configuration file, and does not list what a fleet needs: %j',
    (env) => expect(() => configuredFleets({}, env)).toThrow(/^--config: not given/),
  );

  it.each([{ SEMAPHORE_AGENT_OS: 'windows' }, { SEMAPHORE_AGENT_STACK_NAMME: 'ci' }])(
    'lists what is missing if the environment has a part of a configuration: %j',
    (env) => expect(() => configuredFleets({}, env)).toThrow(/SEMAPHORE_AGENT_STACK_NAME/),
  );
});
