import { answerMetrics } from '@agent-aws-stack/semaphore-api/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DeploymentFixture, type RunOptions } from '../../testing/deployment-fixture.ts';
import { fleetParameters } from '../../testing/fleet-file.ts';
import { trustedSemaphore } from '../../testing/semaphore-in-environment.ts';
import { destroyCommand } from './command.ts';

const template = { Resources: { autoScalingGroup: { Type: 'AWS::AutoScaling::AutoScalingGroup' } } };

const mac = {
  SEMAPHORE_AGENT_OS: 'macos',
  SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN: `arn:aws:license-manager:us-east-1:111111111111:license-configuration:lic-${'0'.repeat(32)}`,
};

let fixture: DeploymentFixture;
beforeEach(async () => {
  fixture = await DeploymentFixture.start();
  fixture.stacks.set('mac', { template });
  fixture.parameters.set('/ci/linux-token', { type: 'SecureString', value: 'the-token', version: 1 });
});
afterEach(() => fixture[Symbol.asyncDispose]());

const destroy = (args: readonly string[], options: RunOptions) =>
  fixture.run(destroyCommand, ['destroy', ...args], options);

describe('destroy, before it deletes anything,', () => {
  it.each([
    ['running jobs', { jobs: 3, desired: 4 }, '3 running jobs may be terminated with their instances.'],
    [
      'at most one running job per instance',
      { jobs: 7, desired: 1 },
      '1 running job may be terminated with its instance.',
    ],
    [
      'jobs on instances that are terminating',
      { jobs: 1, desired: 0, instances: ['Terminating:Wait', 'Terminating'] },
      '1 running job may be terminated with its instance.',
    ],
    [
      'an unknown number of jobs if Semaphore does not answer',
      { desired: 4 },
      'Semaphore could not be asked',
    ],
  ])(
    'warns of %s, also in the question',
    async (_, { jobs, ...group }: { jobs?: number; desired: number; instances?: string[] }, danger) => {
      await using semaphore = await trustedSemaphore(answerMetrics({ queued: 0, running: jobs ?? 0 }));
      fixture.stacks.set('linux', { template, ...group });
      const env = { SEMAPHORE_ENDPOINT: jobs === undefined ? '127.0.0.1:1' : semaphore.address };
      const { err, shell } = await destroy(['linux'], { confirm: false, env });
      expect(err).toContain(`DANGER: `);
      expect(err).toContain(danger);
      expect(shell.questions).toEqual(['Running jobs will be terminated. Destroy anyway?']);
      expect(fixture.tools.stacksOf('destroy')).toEqual([]);
    },
  );

  it.each<[string, object, number | undefined, RegExp]>([
    [
      'instances by state, and running jobs',
      { desired: 3, instances: ['InService', 'Pending', 'InService', 'Terminating:Wait'] },
      2,
      /Terminates +4 instances: 2 in service, 1 starting, 1 already terminating\n +at most 2 jobs, running now\n/,
    ],
    [
      'no jobs if all run elsewhere',
      { desired: 0 },
      7,
      /Terminates +0 instances\n +no jobs: there are no instances\n(?![^]*DANGER)/,
    ],
    [
      'no jobs if none is running',
      { desired: 1 },
      0,
      /Terminates +1 instance: 1 in service\n +no jobs: none is running\n/,
    ],
    [
      'one job per instance if Semaphore does not answer',
      { desired: 2 },
      undefined,
      /Terminates +2 instances: 2 in service\n +at most 2 jobs, one per instance\n/,
    ],
  ])('counts what would be terminated: %s', async (_, stack, running, expected) => {
    await using semaphore = await trustedSemaphore(answerMetrics({ queued: 0, running: running ?? 0 }));
    fixture.stacks.set('linux', { template, ...stack });
    const env = { SEMAPHORE_ENDPOINT: running === undefined ? '127.0.0.1:1' : semaphore.address };
    const { err } = await destroy(['linux'], { confirm: false, env });
    expect(err).toMatch(expected);
    expect(fixture.tools.stacksOf('destroy')).toEqual([]);
  });

  it.each([
    ['warns for a fleet of Macs', mac, true],
    ['does not warn for another fleet', {}, false],
  ])('%s that dedicated hosts delay the deletion', async (_, parameters, warns) => {
    const { err } = await destroy(['mac'], {
      confirm: false,
      fleets: [fleetParameters('mac', parameters)],
    });
    expect(err.includes('Dedicated hosts cannot be released in their first 24 hours')).toBe(warns);
  });
});
