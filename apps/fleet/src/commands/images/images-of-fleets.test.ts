import { AwsServer, type AwsAnswer } from '@agent-aws-stack/aws-clients/testing';
import { imageName } from '@agent-aws-stack/ami-hash';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UserError } from '../../cli/errors.ts';
import type { FakeAnswers } from '../../testing/fake-shell.ts';
import { identified } from '../../testing/fake-site.ts';
import { fleetFile, fleetParameters } from '../../testing/fleet-file.ts';
import { runFleet } from '../../testing/run-fleet.ts';
import { installation } from '@agent-aws-stack/installation';
import { imagesCommand } from './command.ts';

const noble = imageName({ os: 'ubuntu-noble', arch: 'x86_64', root: installation.root });
const windows = imageName({ os: 'windows', arch: 'x86_64', root: installation.root });
const own = 'ami-0123456789abcdef0';
const byName = (name: string, os: string) =>
  fleetParameters(name, { SEMAPHORE_AGENT_AMI: '', SEMAPHORE_AGENT_OS: os });
const fleets = [
  byName('linux', 'ubuntu-noble'),
  byName('more-linux', 'ubuntu-noble'),
  fleetParameters('own'),
];
const withWindows = [...fleets, byName('windows', 'windows')];

/** The images in EC2, by name or id. */
let existing: Map<string, object>;
const answer: AwsAnswer = ({ action, input }, reply) => {
  const asked = String(input['Filter.1.Value.1'] ?? input['ImageId.1']);
  if (action === 'DescribeImages') return reply.ok({ imagesSet: [existing.get(asked) ?? []].flat() });
  return reply.fail('InvalidAction', action);
};

let aws: AwsServer;
beforeEach(async () => {
  const image = (imageId: string, name: string, imageState = 'available') => ({
    ...{ imageId, name, imageState, creationDate: '2026-11-20T12:00:00.000Z' },
    blockDeviceMapping: [{ ebs: { volumeSize: 16 } }, { ebs: { volumeSize: 4 } }],
  });
  existing = new Map([
    [noble, image('ami-noble', noble)],
    [own, image(own, 'golden')],
  ]);
  aws = await AwsServer.start(identified(answer));
});
afterEach(() => aws[Symbol.asyncDispose]());

async function images(
  args: readonly string[],
  {
    fleets: configured = withWindows,
    fails = false,
    ...answers
  }: FakeAnswers & { fleets?: object[]; fails?: boolean } = {},
) {
  using file = fleetFile({ fleets: configured });
  const built: (readonly string[])[] = [];
  const factory = (shell: Parameters<typeof imagesCommand>[0]) =>
    imagesCommand(shell, async (builderArgs) => {
      built.push(builderArgs);
      if (fails) throw new UserError('images build', 'failed, see above');
    });
  const ran = await runFleet(factory, ['images', ...args, '--config', file.path], {
    ...answers,
    env: aws.environment,
  });
  return { ...ran, built };
}

describe('images list', () => {
  it("prints each fleet's image with its state, age and size", async () => {
    const { code, out } = await images(['list']);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^linux +available +${noble} +ami-noble +4 d +20 GiB$`, 'm'));
    expect(out).toMatch(new RegExp(`^own +available +golden \\(SEMAPHORE_AGENT_AMI\\) +${own} `, 'm'));
    expect(out).toMatch(new RegExp(`^windows +missing +${windows}$`, 'm'));
    expect(out).toMatch(/Build what is missing: npm run fleet -- images build --config /);
  });

  it('looks up an image once if several fleets use it', async () => {
    await images(['list'], { fleets });
    expect(aws.calls.filter(({ action }) => action === 'DescribeImages')).toHaveLength(2);
  });

  it('does not suggest a build if no image is missing', async () => {
    expect((await images(['list'], { fleets })).out).not.toContain('images build');
  });

  it('prints JSON', async () => {
    const { out } = await images(['list', '--json', '--fleet', 'linux', 'windows']);
    expect(JSON.parse(out).fleets).toEqual([
      {
        ...{ fleet: 'linux', imageName: noble, state: 'available', imageId: 'ami-noble', sizeGib: 20 },
        createdAt: '2026-11-20T12:00:00.000Z',
      },
      { fleet: 'windows', imageName: windows, state: 'missing' },
    ]);
  });
});

describe('images build', () => {
  it('prints what is missing, asks, and builds it', async () => {
    const { code, out, shell, built } = await images(['build', '--concurrency', '2'], { confirm: true });
    expect(code).toBe(0);
    expect(out).toMatch(/^windows +missing/m);
    expect(shell.questions).toEqual(['Build 1 image in eu-central-1?']);
    expect(built).toEqual([['all', '--region', 'eu-central-1', '--concurrency', '2']]);
  });

  it('with a family, builds that image and passes the options on to the builder', async () => {
    const options = '--os ubuntu-noble --arch arm64 --force --dry-run --region us-east-1'.split(' ');
    const { code, built, shell } = await images(['build', 'linux', ...options]);
    expect([code, shell.questions]).toEqual([0, []]);
    const [[family, ...args] = []] = built;
    expect(family).toBe('linux');
    expect(args.join(' ')).toMatch(
      /^--region us-east-1 --config \S+ --os ubuntu-noble --arch arm64 --force --dry-run$/,
    );
  });

  it('refuses an option for one image if no family is named', async () => {
    expect(await images(['build', '--arch', 'arm64'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/--arch: applies to one image\n +Name its family: images build linux/),
    });
  });

  it('asks nothing if no image is missing, but runs the builder, which compares the build variables with those of the images', async () => {
    const { code, shell, built } = await images(['build', '--fleet', 'linux', 'own']);
    expect([code, shell.questions]).toEqual([0, []]);
    expect(built).toEqual([
      ['all', '--region', 'eu-central-1', '--fleet', 'linux', 'own', '--concurrency', '1'],
    ]);
  });

  it('builds nothing for fleets that set their image by id', async () => {
    expect(await images(['build', '--fleet', 'own'])).toMatchObject({ code: 0, built: [] });
  });

  it.each([
    [{ confirm: false }, 1],
    [{}, 2],
  ])('builds nothing unless it is confirmed (%j)', async (answers, code) => {
    expect(await images(['build'], answers)).toMatchObject({ code, built: [] });
  });

  it('fails if a build fails', async () => {
    expect(await images(['build', '--yes'], { fails: true })).toMatchObject({
      code: 1,
      err: expect.stringContaining('failed, see above'),
    });
  });

  it('prints the images after the build as JSON', async () => {
    const { out } = await images(['build', '--yes', '--json', '--fleet', 'windows']);
    expect(JSON.parse(out).fleets).toMatchObject([{ fleet: 'windows', state: 'missing' }]);
  });
});
