import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AccountInEnvironment } from '@agent-aws-stack/aws-clients/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { workspaceRoot } from '../workspace.ts';
import { planBuild } from './plan-build.ts';
import { run, type RunOptions } from './run.ts';
import { builtImage, FakePacker } from './testing/fake-packer.ts';

const { imageName } = planBuild('windows', {}, {}, workspaceRoot);

let aws: AccountInEnvironment;
let packer: FakePacker;
let printed: string[];
beforeEach(async () => {
  aws = await AccountInEnvironment.start();
  packer = new FakePacker({ build: builtImage('ami-0new') });
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
    expect(printed.join('\n')).toContain(`Built ${imageName} in eu-central-1: ami-0new\n`);
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

  it('builds nothing if the account has the image', async () => {
    aws.account.images.push({ imageId: 'ami-0old', name: imageName, imageState: 'available' });
    expect(await build()).toBe(0);
    expect(packer.calls).toEqual([]);
    expect(printed.join('\n')).toContain(
      `${imageName} already exists in eu-central-1 (--force replaces it): ami-0old\n`,
    );
    expect(outcome()).toMatchObject({ imageId: 'ami-0old', state: 'available', built: false });
  });

  it.each([
    ['equals', 'v2.2.16', 0, /already exists in eu-central-1, built with the same AGENT_VERSION=v2\.2\.16 /],
    ['differs from', 'v2.4.0', 1, /^AGENT_VERSION: you set v2\.4\.0, .* built with v2\.2\.16\. --force /m],
  ])("builds nothing if AGENT_VERSION %s the existing image's version", async (_, version, code, message) => {
    const tagSet = [{ key: 'Agent_Version', value: 'v2.2.16' }];
    aws.account.images.push({ imageId: 'ami-0old', name: imageName, imageState: 'available', tagSet });
    expect(await build({}, { ...packer.env, AGENT_VERSION: version })).toBe(code);
    expect(packer.calls).toEqual([]);
    expect(printed.join('\n')).toMatch(message);
    expect(existsSync(output())).toBe(code === 0);
  });

  // Packer leaves the private key of a build in the temporary folder.
  it.each([
    ['succeeds', builtImage('ami-0new'), 0],
    ['fails', 'exit 1', 1],
  ])('leaves no temporary file if Packer %s', async (_, script, exitCode) => {
    using untidyPacker = new FakePacker({
      build: `echo "$TMPDIR" >'${packer.folder}/where'; echo secret >"$TMPDIR/ansible-key1"\n${script}`,
    });
    expect(await build({}, untidyPacker.env)).toBe(exitCode);
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

  it('refuses a failed image', async () => {
    aws.account.images.push({ imageId: 'ami-0old', name: imageName, imageState: 'failed' });
    expect(await build()).toBe(1);
    expect(printed.join('\n')).toContain(
      'ami-0old has this name, but its state is failed; --force replaces it',
    );
    expect(packer.calls).toEqual([]);
  });

  it.each<[string, string, RegExp]>([
    [
      'UnauthorizedOperation',
      'You are not authorized',
      /^ec2:DescribeImages on image .*: You are not authorized$/,
    ],
    ['AuthFailure', 'AWS was not able to validate', /^AWS credentials: .*AWS_PROFILE/],
  ])('does not run Packer if EC2 answers %s', async (code, message, expected) => {
    aws.account.faults.set('DescribeImages', (reply) => reply.fail(code, message, 403));
    expect(await build()).toBe(1);
    expect(printed.at(-1)).toMatch(expected);
    expect(packer.calls).toEqual([]);
  });

  it('names the log and the reason once if Packer fails, and writes no result', async () => {
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

  it('if AWS refuses a build, names the remedy and, with --debug, the kept instance', async () => {
    packer[Symbol.dispose]();
    const refusal = 'Error launching source instance: VcpuLimitExceeded: your current vCPU limit of 0';
    packer = new FakePacker({
      build: `echo '1,,ui,message,    x.amazon-ebs.y: Instance ID: i-0abc'; echo '1,,ui,error,${refusal}'; exit 1`,
    });
    expect(await build({ debug: true })).toBe(1);
    expect(printed.join('\n')).toMatch(/VcpuLimitExceeded[^]*\nRemedy: The quota .*eu-central-1/);
    expect(printed.join('\n')).toMatch(/instance i-0abc[^]*windows-x86_64-debug[^]*terminate-instances/);
    expect(packer.calls.at(-1)).toMatch(
      /^\S+images\/dist\/windows-x86_64-debug build -machine-readable -debug /,
    );
    expect(packer.calls.at(-1)).toMatch(/ \S+images\/packer\/windows$/);
  });

  it('says how to install a missing Packer', async () => {
    expect(await build({}, { PATH: '/nonexistent' })).toBe(1);
    expect(printed.join('\n')).toMatch(/packer: is not installed; install Packer/);
  });

  it('calls neither AWS nor Packer with --dry-run', async () => {
    expect(await run('windows', { dryRun: true }, { PATH: '/nonexistent' })).toBe(0);
    expect(printed.join('\n')).toContain(imageName);
    expect([aws.server.calls, packer.calls]).toEqual([[], []]);
  });

  describe('for a configuration', () => {
    const buildForFleets = async (options: RunOptions, env: NodeJS.ProcessEnv = packer.env) => {
      const config = join(packer.folder, 'fleets.json');
      const fleet = (name: string, parameters: object) => ({
        SEMAPHORE_AGENT_STACK_NAME: name,
        SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: `/${name}`,
        SEMAPHORE_ENDPOINT: 'acme.semaphoreci.com',
        ...parameters,
      });
      const arm = { SEMAPHORE_AGENT_ARCH: 'arm64', SEMAPHORE_AGENT_INSTANCE_TYPE: 'm7g.large' };
      const fleets = [
        fleet('windows', { SEMAPHORE_AGENT_OS: 'windows' }),
        fleet('noble', { SEMAPHORE_AGENT_OS: 'ubuntu-noble', ...arm }),
        fleet('jammy', { SEMAPHORE_AGENT_OS: 'ubuntu-jammy', ...arm }),
        fleet('own', { SEMAPHORE_AGENT_AMI: 'ami-0123456789abcdef0' }),
      ];
      writeFileSync(config, JSON.stringify({ fleets }));
      return run('all', { config, dryRun: true, ...options }, { ...env, ...aws.server.environment });
    };

    /** Operating system and architecture of each image that a dry run printed. */
    const planned = (): string[] | undefined =>
      printed
        .join('\n')
        .match(/semaphore-agent-v\S+(?=-[0-9a-f]{32}$)/gm)
        ?.map((name) => name.split('-').slice(3).join('-'));

    it('plans each image that a fleet needs', async () => {
      expect(await buildForFleets({})).toBe(0);
      expect(planned()).toEqual(['windows-x86_64', 'ubuntu-noble-arm64', 'ubuntu-jammy-arm64']);
      expect(printed.join('\n')).toContain('Region  eu-central-1');
    });

    it.each<[RunOptions, RegExp]>([
      [{ fleet: ['own'] }, /^None of the chosen fleets needs an image of linux, windows, macos/m],
      [{ fleet: ['windows'] }, /^Image {3}semaphore-agent-v\S+-windows-x86_64-\w+\n(?![^]*Image)/m],
      [{ region: 'eu-west-1', fleet: ['noble'] }, /Region {2}eu-west-1/],
    ])('applies the options %j', async (options, expected) => {
      expect(await buildForFleets(options)).toBe(0);
      expect(printed.join('\n')).toMatch(expected);
    });

    it.each<[RunOptions, NodeJS.ProcessEnv, RegExp]>([
      [{ fleet: ['nobel'] }, {}, /^--fleet: the configuration has no fleet nobel; it has windows, noble/],
      [
        {},
        { SOURCE_AMI: 'ami-0123456789abcdef0' },
        /^SOURCE_AMI: several images .* cannot all be built from the same base image/,
      ],
      [{}, { SEMAPHORE_AGENT_OS: 'beos' }, /SEMAPHORE_AGENT_OS/],
      [
        { os: 'windows', output: 'x.json' },
        {},
        /^--os: applies to a single image.*\n--output: applies to a single/,
      ],
    ])('refuses the options %j with the environment %j', async (options, env, expected) => {
      expect(await buildForFleets(options, env)).toBe(1);
      expect(printed.join('\n')).toMatch(expected);
    });

    it.each<[string, RunOptions, NodeJS.ProcessEnv, readonly string[]]>([
      ['--fleet', { fleet: ['jammy'] }, {}, ['ubuntu-jammy-arm64']],
      ['--configured', { configured: true }, {}, ['ubuntu-noble-arm64', 'ubuntu-jammy-arm64']],
      ['--configured and --os', { configured: true, os: 'ubuntu-focal' }, {}, ['ubuntu-focal-x86_64']],
      ['--configured and AMI_ARCH', { configured: true }, { AMI_ARCH: 'arm64' }, ['ubuntu-focal-arm64']],
      ['neither --fleet nor --configured', {}, {}, ['ubuntu-focal-x86_64']],
    ])(
      'with SEMAPHORE_AGENT_STACK_CONFIG and %s (%j %j), plans the images %j',
      async (_, options, env, images) => {
        await buildForFleets({});
        printed.length = 0;
        const config = join(packer.folder, 'fleets.json');
        const all = { ...packer.env, SEMAPHORE_AGENT_STACK_CONFIG: config, ...env };
        expect(await run('linux', { dryRun: true, ...options }, all)).toBe(0);
        expect(planned()).toEqual(images);
      },
    );

    it('plans the default image with --configured if SEMAPHORE_AGENT_STACK_CONFIG is not set', async () => {
      expect(await run('linux', { dryRun: true, configured: true }, packer.env)).toBe(0);
      expect(planned()).toEqual(['ubuntu-focal-x86_64']);
    });

    it('reports the result of each image, and exits with 1 if one is missing', async () => {
      const { imageName: jammy } = planBuild(
        'linux',
        { os: 'ubuntu-jammy', arch: 'arm64' },
        {},
        workspaceRoot,
      );
      const { imageName: noble } = planBuild(
        'linux',
        { os: 'ubuntu-noble', arch: 'arm64' },
        {},
        workspaceRoot,
      );
      aws.account.images.push(
        { imageId: 'ami-0jammy', name: jammy, imageState: 'available' },
        { imageId: 'ami-0noble', name: noble, imageState: 'failed' },
      );
      expect(await buildForFleets({ dryRun: false, concurrency: 3 })).toBe(1);
      expect(printed.join('\n')).toMatch(/Built \S+windows-x86_64\S+ in eu-central-1: ami-0new\n/);
      expect(printed.join('\n')).toMatch(/ubuntu-jammy\S+ already exists .*ami-0jammy\n/);
      expect(printed.join('\n')).toMatch(/^ubuntu-noble arm64: .*ami-0noble .*state is failed/m);
    });
  });

  it('prints every mistake, without a stack trace', async () => {
    expect(await build({ arch: 'arm64', region: 'x' })).toBe(1);
    expect(printed).toEqual([expect.stringMatching(/^--arch: [^\n]*\n--region: [^\n]*$/)]);
  });
});
