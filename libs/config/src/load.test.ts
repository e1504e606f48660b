import { describe, expect, it } from '@jest/globals';
import { loadFleets } from './load.ts';

const least = {
  SEMAPHORE_AGENT_STACK_NAME: 'linux-ci',
  SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token',
  SEMAPHORE_ORGANIZATION: 'acme',
};

describe('loadFleets', () => {
  it('gives the defaults of the JavaScript stack to what is not set', () => {
    const { fleets, warnings } = loadFleets({ env: least, readFile: () => '' });
    expect(warnings).toEqual([]);
    expect(fleets).toMatchObject([
      {
        stackName: 'linux-ci',
        endpoint: 'acme.semaphoreci.com',
        instance: { os: 'ubuntu-focal', arch: 'x86_64', instanceType: 't2.micro' },
        group: { minSize: 0, maxSize: 1, desired: undefined },
      },
    ]);
  });
});
