import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { readRollout, writeRollout, type Rollout } from '@agent-aws-stack/contract';
import { describe, expect, it } from '@jest/globals';
import { minutesAgo, NOW } from '../../observe/testing/fleet.ts';
import { healthyGroup, healthyRegion } from '../../observe/testing/healthy-region.ts';
import { healthyFleetEnvironment } from '../../testing/healthy-fleet-environment.ts';
import { runFleet } from '../../testing/run-fleet.ts';
import type { Shell } from '../../cli/shell.ts';
import { rolloutCommand } from './command.ts';

type Answers = NonNullable<Parameters<typeof healthyRegion>[0]>;

const ROLLOUT: Rollout = {
  ...{ revision: 'ami-1-0af1', spreadMinutes: 10, sharePercent: 10 },
  ...{ startedAt: undefined, pausedAt: undefined },
};

const parameterWith = (text: string, minutes = 5): Answers => ({
  GetParameter: ({ input }, reply) =>
    input['Name'] === 'ci-rollout'
      ? reply.ok({ Parameter: { Value: text, LastModifiedDate: minutesAgo(minutes).getTime() / 1_000 } })
      : reply.fail('ParameterNotFound', 'there is no such parameter'),
});
const rolling = (change: Partial<Rollout> = {}, minutes?: number): Answers =>
  parameterWith(writeRollout({ ...ROLLOUT, ...change }), minutes);

/** Runs `rollout` on the fleet `ci`. `written` has the rollouts that it writes. */
async function rollout(args: readonly string[], answers: Answers = rolling()) {
  const done: Answers = { PutParameter: (_, reply) => reply.ok({ Version: 2 }) };
  await using server = await AwsServer.start(healthyRegion({ ...done, ...answers }));
  const deployed: unknown[] = [];
  const command = (shell: Shell) =>
    rolloutCommand(shell, ({ fleet }, { env }) => {
      deployed.push({ fleet, image: env['SEMAPHORE_AGENT_AMI'] });
      return Promise.resolve();
    });
  const ran = await runFleet(command, ['rollout', ...args], {
    ...{ env: healthyFleetEnvironment(server, 'localhost:1'), now: NOW },
  });
  const puts = server.calls.filter(({ action }) => action === 'PutParameter');
  return {
    ...ran,
    deployed,
    written: puts.map(({ input }) => ({ ...input, Value: readRollout(String(input['Value'])) })),
  };
}

describe('fleet rollout status', () => {
  it.each([
    [
      'that is under way',
      rolling(),
      'revision ami-1-0af1: 55 %, began 2026-11-24 11:55:00 UTC, 100 % at 2026-11-24 12:05:00 UTC',
    ],
    ['that is complete', rolling({}, 90), 'revision ami-1-0af1: 100 %, began 2026-11-24 10:30:00 UTC'],
    [
      'that was paused',
      rolling({ startedAt: minutesAgo(60).getTime(), pausedAt: minutesAgo(58).getTime() }),
      'revision ami-1-0af1: paused at 28 % since 2026-11-24 11:02:00 UTC',
    ],
    [
      'that is not deployed',
      parameterWith('').GetParameter && { GetParameter: (_, reply) => reply.fail('ParameterNotFound', 'no') },
      'no rollout: SEMAPHORE_AGENT_IMAGE_ROLLOUT is not deployed, so old instances stay until their agents end',
    ],
  ] satisfies readonly (readonly [string, Answers | undefined, string])[])(
    'shows a rollout %s, and the versions of the instances',
    async (_, answers, line) => {
      const { code, out } = await rollout(['status'], answers);
      expect({ code, lines: out.split('\n') }).toEqual({
        code: 0,
        lines: ['ci', `  ${line}`, '  launch template 3: 2 new (ami-1, v1.0.0), the oldest 2h', ''],
      });
    },
  );

  it('prints JSON', async () => {
    const { out } = await rollout(['status', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      fleets: [
        {
          fleet: 'ci',
          rollout: {
            revision: 'ami-1-0af1',
            sharePercent: 55,
            endsAt: '2026-11-24T12:05:00.000Z',
            pausedAt: null,
          },
          versions: [{ version: 3, isCurrent: true, instances: 2 }],
        },
      ],
    });
  });

  it('reports a parameter that holds something other than a rollout', async () => {
    const { code, err } = await rollout(['status'], parameterWith('paused'));
    expect(code).toBe(1);
    expect(err).toContain('parameter ci-rollout: is not a rollout');
  });
});

describe('fleet rollout pause', () => {
  it('keeps the start of the rollout, and writes when the pause began', async () => {
    const { code, out, written } = await rollout(['pause']);
    expect({ code, out }).toEqual({
      code: 0,
      out: 'ci: revision ami-1-0af1: paused at 55 % since 2026-11-24 12:00:00 UTC\n',
    });
    const Value = { ...ROLLOUT, startedAt: minutesAgo(5).getTime(), pausedAt: NOW.getTime() };
    expect(written).toMatchObject([{ Name: 'ci-rollout', Overwrite: true, Tier: 'Standard', Value }]);
  });

  it('changes nothing if the rollout is paused already', async () => {
    const { code, written } = await rollout(['pause'], rolling({ pausedAt: minutesAgo(1).getTime() }));
    expect({ code, written }).toEqual({ code: 0, written: [] });
  });

  it.each([
    [
      'has no rollout',
      { GetParameter: (_, reply) => reply.fail('ParameterNotFound', 'no') },
      /has no rollout[^]*Set SEMAPHORE_AGENT_IMAGE_ROLLOUT, then deploy/,
    ],
    [
      'is not deployed',
      {
        ...parameterWith(''),
        DescribeStacks: (_, reply) => reply.fail('ValidationError', 'ci does not exist'),
      },
      /^fleet ci: there is no stack ci\n.*Deploy it: npm run fleet -- deploy/m,
    ],
    [
      'is being deployed',
      {
        ...rolling(),
        DescribeStacks: (_, reply) =>
          reply.ok({ Stacks: [{ StackName: 'ci', StackStatus: 'UPDATE_IN_PROGRESS' }] }),
      },
      /is being changed by a deployment \(UPDATE_IN_PROGRESS\); nothing was changed/,
    ],
  ] satisfies readonly (readonly [string, Answers, RegExp])[])(
    'refuses a fleet that %s',
    async (_, answers, message) => {
      const { code, err, written } = await rollout(['pause'], answers);
      expect({ code, written }).toEqual({ code: 1, written: [] });
      expect(err).toMatch(message);
    },
  );
});

describe('fleet rollout resume', () => {
  it('continues the rollout at the percentage at which it was paused', async () => {
    const pause = { startedAt: minutesAgo(60).getTime(), pausedAt: minutesAgo(58).getTime() };
    const { out, written } = await rollout(['resume'], rolling(pause));
    expect(out).toContain('28 %, began 2026-11-24 11:58:00 UTC, 100 % at 2026-11-24 12:08:00 UTC');
    const Value = { ...ROLLOUT, startedAt: minutesAgo(2).getTime(), pausedAt: undefined };
    expect(written).toMatchObject([{ Value }]);
  });

  it('changes nothing if the rollout is not paused', async () => {
    const { code, written } = await rollout(['resume']);
    expect({ code, written }).toEqual({ code: 0, written: [] });
  });
});

describe('fleet rollout back', () => {
  /** A launch template whose versions have these images. The group launches with `version`. */
  const versions = (images: readonly string[], version = images.length): Answers => ({
    DescribeLaunchTemplateVersions: (_, reply) =>
      reply.ok({
        launchTemplateVersionSet: images.map((imageId, index) => ({
          versionNumber: index + 1,
          launchTemplateData: { imageId },
        })),
      }),
    DescribeAutoScalingGroups: (_, reply) => {
      const LaunchTemplateSpecification = { LaunchTemplateId: 'lt-1', Version: String(version) };
      const MixedInstancesPolicy = { LaunchTemplate: { LaunchTemplateSpecification } };
      reply.ok({ AutoScalingGroups: [{ ...healthyGroup, MixedInstancesPolicy }] });
    },
  });

  it.each([
    ['the previous version', ['ami-1', 'ami-2', 'ami-3'], 'ami-2', 2],
    ['the newest version with another image', ['ami-1', 'ami-3', 'ami-3'], 'ami-1', 1],
    [
      "the version before the group's version, while the launch template has a newer one",
      ['ami-1', 'ami-2', 'ami-3', 'ami-4'],
      'ami-2',
      2,
      3,
    ],
    [
      'an even earlier version if the fleet has already gone back once',
      ['ami-1', 'ami-2', 'ami-3', 'ami-2'],
      'ami-1',
      1,
    ],
    [
      'the previous version, if the fleet has already gone back from its current image once',
      ['ami-1', 'ami-2', 'ami-1', 'ami-2'],
      'ami-1',
      3,
    ],
    [
      'the previous version, and not of a version that was put back after its canary failed',
      ['ami-1', 'ami-2', 'ami-1', 'ami-3'],
      'ami-1',
      3,
    ],
  ] satisfies readonly (readonly [string, readonly string[], string, number, number?])[])(
    'deploys the image of %s',
    async (_, images, image, version, groupVersion = images.length) => {
      const current = images[groupVersion - 1];
      const answers = versions(images, groupVersion);
      const { code, out, err, deployed } = await rollout(['back', '--yes'], answers);
      expect({ code, deployed }).toEqual({ code: 0, deployed: [{ fleet: ['ci'], image }] });
      expect(err).toContain(
        `Back to the image ${image} of launch template version ${version}, from ${current}.`,
      );
      expect(out).toContain(`set SEMAPHORE_AGENT_AMI to ${image}.`);
    },
  );

  it.each([
    [
      'had no other image',
      ['ami-3', 'ami-3', 'ami-3'],
      /fleet ci: has always had the image ami-3\n[^]*deploy/,
    ],
    [
      'has gone back to its first image already',
      ['ami-1', 'ami-2', 'ami-3', 'ami-2', 'ami-1'],
      /fleet ci: had no image before ami-1, and has already left ami-2 for it\n[^]*set SEMAPHORE_AGENT_AMI/,
    ],
  ])('refuses a fleet that %s', async (_, images, message) => {
    const { code, err, deployed } = await rollout(['back', '--yes'], versions(images));
    expect({ code, deployed }).toEqual({ code: 1, deployed: [] });
    expect(err).toMatch(message);
  });
});
