import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadFleets } from '@agent-aws-stack/config';
import { fleetApp } from './app.ts';
import { lookedUp } from './testing/context.ts';
import { ACCOUNT } from './testing/fleet-case.ts';
import { inTemporaryFolder, stubBundles, variablesOf } from './testing/synthesize.ts';

const assemble = (names: readonly string[], folder: string, ids?: readonly string[]) => {
  const fleets = names.flatMap(
    (name) => loadFleets({ env: variablesOf({ name, parameters: {} }), readFile: () => '' }).fleets,
  );
  const shared = {
    env: { account: ACCOUNT, region: 'us-east-1' },
    hostKeys: ['ssh-ed25519 AAAA'],
    bundles: stubBundles(folder),
    imageName: () => 'image',
    context: lookedUp('us-east-1'),
  };
  return fleetApp({ fleets, ids, ...shared, outdir: join(folder, 'assembly') }).synth();
};

describe('the CDK app', () => {
  it('gives the stack of a single fleet the construct id of the JavaScript stack', () => {
    inTemporaryFolder((folder) => {
      const [stack] = assemble(['ci'], folder).stacks;
      expect(stack).toMatchObject({ id: 'AwsSemaphoreAgentStack', stackName: 'ci' });
      expect(stack?.template).toMatchObject({ Description: 'Semaphore agent autoscaling stack' });
    });
  });

  it('makes a stack for each of several fleets, with the stack name as construct id', () => {
    inTemporaryFolder((folder) => {
      const { stacks } = assemble(['linux', 'mac'], folder);
      expect(stacks.map(({ id, stackName }) => [id, stackName])).toEqual([
        ['linux', 'linux'],
        ['mac', 'mac'],
      ]);
    });
  });

  it('makes only the stacks with the given construct ids', () => {
    inTemporaryFolder((folder) => {
      expect(assemble(['linux', 'mac'], folder, ['mac']).stacks.map(({ id }) => id)).toEqual(['mac']);
    });
  });

  it('gives the same template each time', () => {
    const synthesize = () =>
      inTemporaryFolder((folder) => {
        const [stack] = assemble(['ci'], folder).stacks;
        return JSON.stringify(stack?.template);
      });
    expect(synthesize()).toBe(synthesize());
  });
});
