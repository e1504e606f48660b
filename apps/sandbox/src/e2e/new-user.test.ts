import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import {
  DescribeImagesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeSnapshotsCommand,
} from '@aws-sdk/client-ec2';
import { ListPolicyVersionsCommand } from '@aws-sdk/client-iam';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountId } from '../emulator/account.ts';
import { stackResource } from '../story/stack-resources.ts';
import { CommandLine } from '../testing/command-line.ts';
import { addOldImages } from '../testing/old-images.ts';
import { installPacker } from '../testing/packer/install.ts';
import type { RegisteredImage } from '../testing/packer/register-image.ts';
import { ReadmeLines } from '../testing/readme-lines.ts';

const token = 'new-user-registration-token';
const policyArn = `arn:aws:iam::${accountId}:policy/agent-aws-stack-execution-policy`;

/** From nothing to a running fleet, its change and its end, by the lines of README.md as they are typed. */
describe('a new user', () => {
  let cli: CommandLine;
  let packer: Awaited<ReturnType<typeof installPacker>>;
  let imageId: string | undefined;
  const readme = new ReadmeLines('Deploy to AWS');
  const fleet = (...typed: Parameters<CommandLine['fleet']>) => cli.fleet(...typed);
  /** The line of README.md that begins so, with what is typed where nobody answers questions. */
  const step = (beginning: string, { answers = '', input = '' } = {}) =>
    cli.shell(`${readme.line(beginning)} ${answers}`, {
      input,
      env: { PATH: [packer.bin, process.env['PATH']].join(delimiter) },
    });

  beforeAll(async () => {
    cli = await CommandLine.open(token, {
      SEMAPHORE_AGENT_AMI: '',
      SEMAPHORE_AGENT_STACK_CONFIG: 'linux-ci.json',
    });
    packer = await installPacker(cli.region.folder.path);
  });
  afterAll(async () => {
    await cli?.close();
  });

  it('writes a configuration file, and has it checked', async () => {
    const answers = '--yes --organization acme --stack-name new-fleet --max-size 3';
    expect(await step('npm run fleet -- init', { answers })).toMatchObject({
      code: 0,
      // It names the image that README.md builds.
      out: expect.stringContaining(readme.line('npx nx run images:build-linux', { alone: true })),
    });
    const written = await readFile(join(cli.region.folder.path, 'linux-ci.json'), 'utf8');
    expect(written).toContain('"new-fleet"');
    expect(await fleet('validate')).toMatchObject({
      code: 0,
      out: expect.stringContaining('One fleet, no problems.'),
    });
  });

  it('bootstraps, twice: the policy is made once', async () => {
    const first = await step('npm run fleet -- bootstrap', { answers: '--yes' });
    expect({ ...first, err: first.code === 0 ? '' : first.err }).toMatchObject({ code: 0, err: '' });
    expect(first.err).toContain('Makes the policy agent-aws-stack-execution-policy');
    expect((await fleet('bootstrap --yes')).err).toContain('is up to date (v1)');
    const { Versions } = await cli.region.clients.iam.send(
      new ListPolicyVersionsCommand({ PolicyArn: policyArn }),
    );
    expect(Versions).toHaveLength(1);
  });

  it('is told that the token is missing, stores one that Semaphore knows, and no other', async () => {
    expect(await fleet('token check')).toMatchObject({ code: 1 });
    expect(await fleet('token put --yes', { input: 'not-the-token' })).toMatchObject({
      code: 1,
      err: expect.stringContaining('Semaphore does not know this token'),
    });
    const put = await step('npm run fleet -- token put', { answers: '--yes', input: `${token}\n` });
    expect(put).toMatchObject({ code: 0 });
    const { Parameter } = await cli.region.clients.ssm.send(
      new GetParameterCommand({ Name: '/semaphore/new-fleet-token', WithDecryption: true }),
    );
    expect(Parameter).toMatchObject({ Type: 'SecureString', Value: token });
    expect(await fleet('token check')).toMatchObject({ code: 0, out: expect.stringContaining('accepted') });
    expect(await fleet('token put --yes', { input: token })).toMatchObject({
      code: 1,
      err: expect.stringContaining('is there already'),
    });
  });

  it('is told that the image is missing, and builds it once', async () => {
    expect(await fleet('plan')).toMatchObject({
      code: 1,
      err: expect.stringMatching(
        /has no image semaphore-agent-v[^]*nx run images:build-linux --os ubuntu-noble/,
      ),
    });
    const built = await step('npx nx run images:build-linux');
    expect({ ...built, err: built.code === 0 ? '' : built.err }).toMatchObject({ code: 0, err: '' });
    const [, name = ''] = /Made (\S+) in us-east-1/.exec(built.out) ?? [];
    const { Images } = await cli.region.clients.ec2.send(new DescribeImagesCommand({ Owners: ['self'] }));
    expect(Images).toMatchObject([
      { Name: name, Tags: expect.arrayContaining([tag('Name', 'Semaphore agent')]) },
    ]);
    imageId = Images?.[0]?.ImageId;

    const calls = await packer.calls();
    expect(calls.map(({ command }) => command)).toEqual(['version', 'init', 'validate', 'build']);
    expect(calls[3]).toEqual({
      command: 'build',
      options: ['-machine-readable', '-on-error=cleanup', '.'],
      template: 'linux',
      variables: expect.objectContaining({
        ...{ ubuntu_version: 'noble', arch: 'x86_64', region: 'us-east-1', ami_prefix: 'semaphore-agent' },
        hash: name.split('-').at(-1),
      }),
    });
    const again = await step('npx nx run images:build-linux');
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('exists already') });
    expect(await packer.calls()).toHaveLength(calls.length);
  });

  it('plans and deploys that image; then nothing changes', async () => {
    const planned = await step('npm run fleet -- plan');
    expect(planned.err).not.toContain('failed');
    expect(planned.out).toMatch(/Capacity +0 to 3[^]*The stack is new: \d+ resources/);
    expect(await step('npm run fleet -- deploy', { answers: '--yes' })).toMatchObject({ code: 0 });
    expect((await cli.region.fleet.groups())[0]).toMatchObject({ min: 0, max: 3 });
    const { cloudFormation, ec2 } = cli.region.clients;
    const { physicalId } = await stackResource(cloudFormation, 'new-fleet', 'launchTemplateDEE5742D');
    const { LaunchTemplateVersions } = await ec2.send(
      new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: physicalId }),
    );
    expect(LaunchTemplateVersions).toMatchObject([{ LaunchTemplateData: { ImageId: imageId } }]);
    expect((await fleet('plan')).out).toContain('Nothing changes.');
  });

  it('has the doctor find the fleet well', async () => {
    const { code, out } = await step('npm run fleet -- doctor');
    expect(out).toMatch(/image-current +of the sources in this folder/);
    expect(out).not.toContain('✖');
    expect(code).toBe(0);
    // The tests themselves run on what this line installs.
    expect(readme.untried).toEqual(['npm ci']);
  });

  it('has images pruned that nothing needs, with their snapshots, once that is asked for', async () => {
    const images = await addOldImages(cli.region.clients.ec2, new Date());
    const { unused, oldWindows, ...staying } = images;
    const all = Object.values(images);
    const dry = await fleet('images prune --keep 1');
    expect(dry.out).toContain('2 of 7 images go, with snapshots of volumes of 32 GiB together.');
    expect(await left(all)).toEqual(all);

    const pruned = await fleet('images prune --keep 1 --no-dry-run --yes --json');
    const told = JSON.parse(pruned.out) as { images: { id: string; goes: boolean; why: string }[] };
    const why = (image: { imageId: string }) => told.images.find(({ id }) => id === image.imageId)?.why;
    expect(told).toMatchObject({ dryRun: false, savedGib: 32, failures: [] });
    expect(why({ imageId: imageId ?? '' })).toMatch(/^in use by version 1 of .*the newest/);
    expect(why(images.run)).toMatch(/^in use by instance i-/);
    expect(why(images.inVersion)).toBe('in use by version 1 of other-fleet');
    expect(why(images.young)).toBe('within the grace time');
    expect(await left([unused, oldWindows])).toEqual([]);
    expect(await left(all)).toEqual(Object.values(staying));
    expect(await fleet('images prune --keep 1')).toMatchObject({
      out: expect.stringContaining('0 of 5 images go'),
    });
  });

  /** Those of the images that are there, with their snapshots. */
  async function left(images: readonly RegisteredImage[]): Promise<readonly RegisteredImage[]> {
    const { ec2 } = cli.region.clients;
    const { Images = [] } = await ec2.send(new DescribeImagesCommand({ Owners: ['self'] }));
    const { Snapshots = [] } = await ec2.send(new DescribeSnapshotsCommand({ OwnerIds: ['self'] }));
    const ids = new Set([
      ...Images.map(({ ImageId }) => ImageId),
      ...Snapshots.map(({ SnapshotId }) => SnapshotId),
    ]);
    return images.filter(({ imageId: image, snapshotId }) => ids.has(image) || ids.has(snapshotId));
  }

  it('is warned before running jobs are ended', async () => {
    await fleet('deploy --yes', { env: { SEMAPHORE_AGENT_ASG_DESIRED: '3' } });
    const planned = await fleet('plan --strict', { env: { SEMAPHORE_AGENT_ASG_MAX_SIZE: '1' } });
    expect(planned.out).toContain('DANGER: The maximum of 1 is below the present desired capacity of 3');
    expect(planned.code).toBe(1);
  });
});

const tag = (Key: string, Value: string) => ({ Key, Value });
