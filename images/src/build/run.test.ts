import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AccountInEnvironment } from '@agent-aws-stack/aws-clients/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { workspaceRoot } from '../workspace.ts';
import { planBuild } from './plan-build.ts';
import { run, type RunOptions } from './run.ts';
import { FakePacker, madeImage } from './testing/fake-packer.ts';

const { imageName } = planBuild('windows', {}, {}, workspaceRoot);

let aws: AccountInEnvironment;
let packer: FakePacker;
let printed: string[];
beforeEach(async () => {
  aws = await AccountInEnvironment.start();
  packer = new FakePacker({ build: madeImage('ami-0new') });
  printed = [];
  for (const method of ['log', 'warn', 'error'] as const) {
    jest.spyOn(console, method).mockImplementation((text) => void printed.push(String(text)));
  }
});
afterEach(async () => {
  jest.restoreAllMocks();
  packer[Symbol.dispose]();
  await aws[Symbol.asyncDispose]();
});

const output = (): string => join(packer.folder, 'out/image.json');
const build = (options: RunOptions = {}, env: NodeJS.ProcessEnv = packer.env) =>
  run('windows', { output: output(), ...options }, { ...env, ...aws.server.environment });
const outcome = (): unknown => JSON.parse(readFileSync(output(), 'utf8'));
const commands = (): (string | undefined)[] => packer.calls.map((call) => call.split(' ')[1]);

describe('a build from the command line', () => {
  it('runs Packer in the template folder, prints the image id and writes it as JSON', async () => {
    expect(await build()).toBe(0);
    expect(commands()).toEqual(['version', 'init', 'validate', 'build']);
    expect(packer.calls.at(-1)).toContain(
      `${join(workspaceRoot, 'images/packer/windows')} build -machine-readable`,
    );
    expect(printed.join('\n')).toContain(`Made ${imageName} in eu-central-1: ami-0new\n`);
    expect(outcome()).toEqual({
      imageId: 'ami-0new',
      imageName,
      os: 'windows',
      arch: 'x86_64',
      region: 'eu-central-1',
      state: 'available',
      built: true,
    });
  });

  it.each([
    ['available', 'exists already'],
    ['pending', 'is being made already'],
  ])('builds nothing when the account has the image: %s', async (imageState, says) => {
    aws.account.images.push({ imageId: 'ami-0old', name: imageName, imageState });
    expect(await build()).toBe(0);
    expect(packer.calls).toEqual([]);
    expect(printed.join('\n')).toContain(
      `${imageName} ${says} in eu-central-1 (--force replaces it): ami-0old\n`,
    );
    expect(outcome()).toMatchObject({ imageId: 'ami-0old', state: imageState, built: false });
  });

  // Packer leaves the build's private key among the temporary files.
  it.each([
    ['an image', madeImage('ami-0new'), 0],
    ['none', 'exit 1', 1],
  ])('that makes %s leaves no temporary file', async (_, script, exitCode) => {
    using leaving = new FakePacker({
      build: `echo "$TMPDIR" >'${packer.folder}/where'; echo secret >"$TMPDIR/ansible-key1"\n${script}`,
    });
    expect(await build({}, leaving.env)).toBe(exitCode);
    const where = readFileSync(join(packer.folder, 'where'), 'utf8').trim();
    expect(where).toContain('agent-image-');
    expect(existsSync(where)).toBe(false);
  });

  it('replaces an image with --force', async () => {
    aws.account.images.push({ imageId: 'ami-0old', name: imageName, imageState: 'available' });
    expect(await build({ force: true })).toBe(0);
    expect(packer.calls.at(-1)).toMatch(/ build .*-force .*force_deregister=true/);
    expect(outcome()).toMatchObject({ imageId: 'ami-0new', built: true });
  });

  it('does not take a failed image for one', async () => {
    aws.account.images.push({ imageId: 'ami-0old', name: imageName, imageState: 'failed' });
    expect(await build()).toBe(1);
    expect(printed.join('\n')).toContain('ami-0old has this name, but is failed; --force replaces it');
    expect(packer.calls).toEqual([]);
  });

  it.each<[string, string, RegExp]>([
    [
      'UnauthorizedOperation',
      'You are not authorized',
      /^ec2:DescribeImages on image .*: You are not authorized$/,
    ],
    ['AuthFailure', 'AWS was not able to validate', /^AWS credentials: .*AWS_PROFILE/],
  ])('ends without Packer when EC2 says %s', async (code, message, says) => {
    aws.account.faults.set('DescribeImages', (reply) => reply.fail(code, message, 403));
    expect(await build()).toBe(1);
    expect(printed.at(-1)).toMatch(says);
    expect(packer.calls).toEqual([]);
  });

  it('says where the log is when Packer fails, the reason once, and writes no outcome', async () => {
    packer[Symbol.dispose]();
    packer = new FakePacker({ build: "echo '1,,ui,error,Build errored: no quota'; exit 1" });
    const steps = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await build()).toBe(1);
    const shown = steps.mock.calls.map(([text]) => String(text)).join('');
    expect(shown).toContain('packer build');
    expect(shown).not.toContain('no quota');
    expect(printed.join('\n')).toMatch(/windows-x86_64\.log[\s\S]*exit code 1\nBuild errored: no quota/);
    expect(existsSync(output())).toBe(false);
  });

  it('says how to install a missing Packer', async () => {
    expect(await build({}, { PATH: '/nonexistent' })).toBe(1);
    expect(printed.join('\n')).toMatch(/packer: is not installed; install Packer/);
  });

  it('with --dry-run asks nobody', async () => {
    expect(await run('windows', { dryRun: true }, { PATH: '/nonexistent' })).toBe(0);
    expect(printed.join('\n')).toContain(imageName);
    expect([aws.server.calls, packer.calls]).toEqual([[], []]);
  });

  it('prints every mistake, and no trace', async () => {
    expect(await build({ arch: 'arm64', region: 'x' })).toBe(1);
    expect(printed).toEqual([expect.stringMatching(/^--arch: [^\n]*\n--region: [^\n]*$/)]);
  });
});
