import { expect, it } from '@jest/globals';
import { loadFleets } from '../load/load.ts';
import { wantedImages } from './wanted-images.ts';

const fleet = (name: string, parameters: Record<string, string>) => ({
  SEMAPHORE_AGENT_STACK_NAME: name,
  SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: `/${name}`,
  SEMAPHORE_ENDPOINT: 'acme.semaphoreci.com',
  ...parameters,
});

it('wantedImages returns each image once, with the fleets that boot it', () => {
  const noble = {
    SEMAPHORE_AGENT_OS: 'ubuntu-noble',
    SEMAPHORE_AGENT_ARCH: 'arm64',
    SEMAPHORE_AGENT_INSTANCE_TYPE: 'm7g.large',
  };
  const file = JSON.stringify({
    fleets: [
      fleet('one', noble),
      fleet('two', {}),
      fleet('three', noble),
      fleet('own', { SEMAPHORE_AGENT_AMI: 'ami-0123456789abcdef0' }),
    ],
  });
  const { fleets } = loadFleets({
    env: { SEMAPHORE_AGENT_STACK_CONFIG: 'fleets.json' },
    readFile: () => file,
  });
  expect(wantedImages(fleets)).toEqual([
    { os: 'ubuntu-noble', arch: 'arm64', fleets: ['one', 'three'] },
    { os: 'ubuntu-focal', arch: 'x86_64', fleets: ['two'] },
  ]);
});
