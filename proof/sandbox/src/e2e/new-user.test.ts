import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DescribeImagesCommand, DescribeLaunchTemplateVersionsCommand } from '@aws-sdk/client-ec2';
import { ListPolicyVersionsCommand } from '@aws-sdk/client-iam';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountId } from '../emulator/account.ts';
import { stackResource } from '../scenario/stack-resources.ts';
import { NewUser } from '../testing/new-user.ts';
import { pruneImages } from '../testing/prune-images.ts';

const token = 'new-user-registration-token';
const policyArn = `arn:aws:iam::${accountId}:policy/agent-aws-stack-execution-policy-resources`;

/** Deploys, changes and destroys a fleet with the commands of README.md. */
describe('a new user', () => {
  let user: NewUser;
  let imageId = '';

  beforeAll(async () => {
    user = await NewUser.open(token);
  });
  afterAll(async () => {
    await user?.cli.close();
  });

  it('writes a valid configuration file', async () => {
    const answers = '--yes --organization acme --stack-name new-fleet --max-size 3';
    expect(await user.step('npm run fleet -- init', { answers })).toMatchObject({
      code: 0,
      out: expect.stringContaining('npm run fleet -- images build --config linux-ci.json'),
      // With `--yes`, `init` does not ask how agents register, so they register with the token alone.
      err: expect.stringContaining('a job can read the token and register agents anywhere'),
    });
    const written = await readFile(join(user.cli.region.folder.path, 'linux-ci.json'), 'utf8');
    expect(written).toContain('"new-fleet"');
    expect((await user.fleet('validate')).out).toContain('One fleet, no problems.');
  });

  it('gets an error before the deployment if the bootstrap and the token are missing', async () => {
    const { code, err } = await user.fleet('deploy --yes --region us-east-1');
    expect(code).toBe(1);
    expect(err).toMatch(/^Account \d{12}, region us-east-1, as /m);
    expect(err).toMatch(/is not bootstrapped[^]*npm run fleet -- bootstrap --region us-east-1$/m);
    expect(err).toMatch(
      /no parameter \/semaphore\/new-fleet-token[^]*npm run fleet -- token put --region us-east-1$/m,
    );
  });

  it('can bootstrap twice without creating a second version of the policy', async () => {
    const first = await user.step('npm run fleet -- bootstrap', { answers: '--yes' });
    expect({ ...first, err: first.code === 0 ? '' : first.err }).toMatchObject({ code: 0, err: '' });
    expect(first.err).toContain('Creates the policy agent-aws-stack-execution-policy-resources');
    expect((await user.fleet('bootstrap --yes')).err).toContain('is up to date (v1)');
    const { Versions } = await user.clients.iam.send(new ListPolicyVersionsCommand({ PolicyArn: policyArn }));
    expect(Versions).toHaveLength(1);
  });

  it('gets an error for a missing token, and can store only a token that Semaphore accepts', async () => {
    expect(await user.fleet('token check')).toMatchObject({
      code: 1,
      out: expect.stringContaining('npm run fleet -- token put'),
    });
    expect(await user.fleet('token put --yes', { input: 'not-the-token' })).toMatchObject({
      code: 1,
      err: expect.stringContaining('Semaphore does not know this token'),
    });
    const put = await user.step('npm run fleet -- token put', { answers: '--yes', input: `${token}\n` });
    expect(put).toMatchObject({ code: 0 });
    const { Parameter } = await user.clients.ssm.send(
      new GetParameterCommand({ Name: '/semaphore/new-fleet-token', WithDecryption: true }),
    );
    expect(Parameter).toMatchObject({ Type: 'SecureString', Value: token });
    expect(await user.fleet('token check')).toMatchObject({
      code: 0,
      out: expect.stringContaining('accepted'),
    });
    expect(await user.fleet('token put --yes', { input: token })).toMatchObject({
      code: 1,
      err: expect.stringContaining('already exists'),
    });
  });

  it('gets an error for a missing image, and builds it once', async () => {
    expect(await user.fleet('plan')).toMatchObject({
      code: 1,
      err: expect.stringMatching(
        /has no image semaphore-agent-v[^]*nx run images:build-linux --os ubuntu-noble/,
      ),
    });
    const built = await user.step('npx nx run images:build-linux');
    expect({ ...built, err: built.code === 0 ? '' : built.err }).toMatchObject({ code: 0, err: '' });
    const [, name = ''] = /Built (\S+) in us-east-1/.exec(built.out) ?? [];
    const { Images } = await user.clients.ec2.send(new DescribeImagesCommand({ Owners: ['self'] }));
    expect(Images).toMatchObject([
      { Name: name, Tags: expect.arrayContaining([{ Key: 'Name', Value: 'Semaphore agent' }]) },
    ]);
    imageId = Images?.[0]?.ImageId ?? '';

    const calls = await user.packer.calls();
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
    const again = await user.step('npx nx run images:build-linux');
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('already exists') });
    expect(await user.packer.calls()).toHaveLength(calls.length);
  });

  it('plans and deploys the fleet with the built image, and the next plan shows no changes', async () => {
    const planned = await user.step('npm run fleet -- plan');
    expect(planned.err).not.toContain('failed');
    expect(planned.out).toMatch(/Capacity +0 to 3[^]*The stack is new: \d+ resources/);
    expect(await user.step('npm run fleet -- deploy', { answers: '--yes' })).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^✔ new-fleet\n[^]* {6}type: s1-\.\.\.\n[^]*\nNext: npm run fleet -- run$/m),
    });
    expect((await user.cli.region.fleet.groups())[0]).toMatchObject({ min: 0, max: 3 });
    const { cloudFormation, ec2 } = user.clients;
    const { physicalId } = await stackResource(cloudFormation, 'new-fleet', 'launchTemplateDEE5742D');
    const { LaunchTemplateVersions } = await ec2.send(
      new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: physicalId }),
    );
    expect(LaunchTemplateVersions).toMatchObject([{ LaunchTemplateData: { ImageId: imageId } }]);
    expect((await user.fleet('plan')).out).toContain('Nothing changes.');
  });

  it('gets no failures from the doctor', async () => {
    const { code, out } = await user.step('npm run fleet -- doctor');
    expect(out).not.toContain('✖');
    const { out: all } = await user.fleet('doctor --all');
    expect(all).toMatch(/image-current +built from the current image sources/);
    expect(all).toMatch(/image-age +built 0 days ago/);
    expect(code).toBe(0);
    // The tests have now run every line of the README except `npm ci`, which must run before any test.
    expect(user.readme.unused).toEqual(['npm ci']);
  });

  it('deletes unused images with their snapshots, but not in a dry run', async () => {
    await pruneImages(user, imageId);
  });

  it('is warned before instances with running jobs are terminated', async () => {
    await user.fleet('deploy --yes', { env: { SEMAPHORE_AGENT_ASG_DESIRED: '3' } });
    const planned = await user.fleet('plan --strict', { env: { SEMAPHORE_AGENT_ASG_MAX_SIZE: '1' } });
    expect(planned.out).toContain('DANGER: The maximum of 1 is below the current desired capacity of 3');
    expect(planned.code).toBe(1);
  });

  it('destroys the fleet, but destroys nothing if the name is mistyped', async () => {
    expect(await user.fleet('destroy new-flet --yes')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Did you mean new-fleet?'),
    });
    const destroyed = await user.fleet('destroy new-fleet --yes');
    expect(destroyed.err).toMatch(
      /Deletes +stack new-fleet in us-east-1 with its \d+ resources[^]*Terminates +3 instances/,
    );
    expect(destroyed).toMatchObject({ code: 0, out: '✔ new-fleet' });
    expect(await user.cli.region.fleet.groups()).toEqual([]);
    expect(await user.fleet('token check')).toMatchObject({ code: 0 });
  });
});
