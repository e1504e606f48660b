import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadFleets } from '@agent-aws-stack/config';
import { fleetApp } from './app.ts';
import { mistakesIn } from './mistakes.ts';
import { IMAGE_NAME, lookedUp } from './testing/context.ts';
import { ACCOUNT, OWN_VPC, PRIVATE_SUBNETS } from './testing/fleet-case.ts';
import { inTemporaryFolder, stubBundles } from './testing/synthesize.ts';

const files = globSync(join(import.meta.dirname, '../../../examples/*.json')).sort();
const region = 'us-east-1';

/** The lookup results of the other tests, with the ids of the VPC and subnets that the examples name. */
const context = JSON.parse(
  JSON.stringify(lookedUp(region))
    .replaceAll(OWN_VPC, 'vpc-0123456789abcdef0')
    .replaceAll(PRIVATE_SUBNETS[0], 'subnet-0123456789abcdef0')
    .replaceAll(PRIVATE_SUBNETS[1], 'subnet-0123456789abcdef1'),
) as Record<string, unknown>;

const EXPLAINED_CAUTIONS: Readonly<Record<string, readonly string[]>> = {
  'windows.json': ['SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB'],
};

describe('examples', () => {
  it('are these five', () => {
    expect(files.map((file) => basename(file, '.json'))).toEqual([
      'linux-spot',
      'macos',
      'private-vpc',
      'several-fleets',
      'windows',
    ]);
  });

  it.each(files.map((file) => [basename(file), file]))(
    '%s synthesizes without mistakes, and only with cautions that its comments explain',
    (_, file) => {
      const { fleets, cautions } = loadFleets({
        env: { SEMAPHORE_AGENT_STACK_CONFIG: file },
        readFile: (path) => readFileSync(path, 'utf8'),
      });
      expect(cautions.map(({ key }) => key)).toEqual(EXPLAINED_CAUTIONS[basename(file)] ?? []);
      inTemporaryFolder((folder) => {
        const assembly = fleetApp({
          fleets,
          env: { account: ACCOUNT, region },
          hostKeys: ['ssh-ed25519 AAAA'],
          bundles: stubBundles(folder),
          imageName: () => IMAGE_NAME,
          context,
          outdir: join(folder, 'assembly'),
        }).synth();
        expect(mistakesIn(assembly)).toEqual([]);
        expect(assembly.stacks.map(({ stackName }) => stackName).sort()).toEqual(
          fleets.map(({ stackName }) => stackName).sort(),
        );
        for (const { template } of assembly.stacks)
          expect(template).toHaveProperty('Resources.autoScalingGroup');
      });
    },
  );
});
