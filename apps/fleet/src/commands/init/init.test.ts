import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFleets, settingsInFile } from '@agent-aws-stack/config';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Shell } from '../../cli/shell.ts';
import { format } from 'prettier';
import { runFleet } from '../../testing/run-fleet.ts';
import { initCommand } from './command.ts';

const LICENSE =
  'arn:aws:license-manager:us-east-1:111111111111:license-configuration:lic-0123456789abcdef0123456789abcdef';

let folder: string;
let keptIn: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'init-test-'));
  keptIn = mkdtempSync(join(tmpdir(), 'init-kept-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  rmSync(keptIn, { recursive: true });
});

const command = (shell: Shell) => initCommand(shell, keptIn);
const init = (args: readonly string[], answers?: readonly string[], cancels = false) =>
  runFleet(command, ['init', 'new.json', ...args], {
    ...(answers && { answers }),
    ...(cancels && { cancels }),
    env: { INIT_CWD: folder },
  });

const written = () => {
  const text = readFileSync(join(folder, 'new.json'), 'utf8');
  const { fleets, cautions } = loadFleets({
    env: { SEMAPHORE_AGENT_STACK_CONFIG: 'x' },
    readFile: () => text,
  });
  return { fleet: fleets[0]!, cautions, text };
};

describe('init', () => {
  it('asks, then writes a valid configuration file with comments', async () => {
    const answers = ['linux-ci', 'acme', '/ci/token', 'ubuntu-noble', '20', 'arm64', 'm7g.xlarge', '0'];
    const { code, out, shell } = await init([], answers);
    expect(code).toBe(0);
    expect(shell.questions).toHaveLength(10);
    const { fleet, cautions, text } = written();
    // The only caution says what jobs cannot do with strict isolation, for example use sudo.
    expect(cautions.map(({ key }) => key)).toEqual(['SEMAPHORE_AGENT_JOB_ISOLATION']);
    expect(fleet).toMatchObject({
      stackName: 'linux-ci',
      endpoint: 'acme.semaphoreci.com',
      token: { parameterName: '/ci/token' },
      instance: {
        os: 'ubuntu-noble',
        arch: 'arm64',
        instanceType: 'm7g.xlarge',
        systemsManager: 'restricted',
      },
      group: { minSize: 0, maxSize: 20, purchase: { onDemandPercentageAboveBase: 0 } },
      agent: {
        ...{ cacheBucketOwner: 'self', logStreamName: 'stack/instance' },
        ...{ jobIsolation: 'strict', usePreSignedUrl: true },
      },
    });
    expect(text).toContain("  // The SSM parameter that holds the agent type's token.\n");
    expect(existsSync(join(folder, /"\$schema": "(.*)"/.exec(text)?.[1] ?? ''))).toBe(true);
    expect(await format(text, { parser: 'json', printWidth: 110 })).toBe(text);
    expect(out).toMatch(
      /bootstrap[^]*token put --config new\.json[^]*images build --config new\.json[^]*plan[^]*deploy[^]*run[^]*doctor/,
    );
    const steps = out.split('\n').filter((line) => line.startsWith('  '));
    // The explanations of all steps start in the same column.
    expect(new Set(steps.map((line) => /^ +\S.*? {2,}(?=\S)/.exec(line)?.[0].length)).size).toBe(1);
    expect(out).toContain(
      'Instead of --config new.json, you can set SEMAPHORE_AGENT_STACK_CONFIG=new.json in the environment.',
    );
  });

  it.each([
    ['stack name', ['9-lives', 'ci', 'acme', '/t'], /CloudFormation stack name.* Try: lives$/],
    ['organization', ['ci', '', 'acme', '/t'], /^Expected the organization's name/],
    ["organization's host", ['ci', 'acme.semaphoreci.com', 'acme', '/t'], /Try: acme$/],
    ['token parameter', ['ci', 'acme', 'ci-config', '/t'], /creates a parameter with this name/],
    ['maximum', ['ci', 'acme', '/t', 'windows', 'many', '3'], /^Expected an integer/],
    ['maximum of 0', ['ci', 'acme', '/t', 'windows', '0', '3'], /^Expected at least 1: /],
    [
      'instance type',
      ['ci', 'acme', '/t', 'windows', '3', 'm7g.large', 'm7i.large'],
      /m7g\.large is arm64.* Try: another type/,
    ],
    ['license', ['ci', 'acme', '/t', 'macos', '3', 'lic-1', LICENSE], /License Manager/],
  ])('asks again at once after an invalid %s', async (_, answers, complaint) => {
    const { code, shell } = await init([], answers);
    expect(shell.complaints).toEqual([expect.stringMatching(complaint)]);
    expect(code).toBe(0);
  });

  it('asks for the license of a Mac, and nothing that does not apply to Macs', async () => {
    const { shell } = await init([], ['mac', 'acme', '/t', 'macos', '2', LICENSE]);
    expect(shell.questions).toHaveLength(7);
    expect(written().fleet.instance.mac).toMatchObject({ licenseConfigurationArn: LICENSE });
  });

  it('asks nothing with --yes, and uses the options', async () => {
    const { code } = await init(['--yes', '--organization', 'acme', '--arch', 'arm64', '--max-size', '4']);
    expect(code).toBe(0);
    expect(written().fleet).toMatchObject({
      stackName: 'semaphore-agents',
      token: { parameterName: '/semaphore/semaphore-agents-token' },
      instance: { instanceType: 'm7g.large', arch: 'arm64' },
      group: { maxSize: 4 },
      permissionsBoundaryArn: 'agent-aws-stack-permissions-boundary',
    });
  });

  it.each([
    [['--yes'], 2, /^--organization: not given, and --yes asks nothing[^]*as in <name>/],
    [['--os', 'macos'], 2, /^--organization, --license-arn: not given, and there is no terminal/],
    [['--yes', '--organization', 'acme', '--os', 'beos'], 2, /Allowed choices/],
    [['--yes', '--organization', 'acme', '--registration', 'x'], 2, /Allowed choices/],
    [['--yes', '--organization', 'acme', '--os', 'macos'], 2, /^--license-arn: not given/],
    [['--organization', 'acme.semaphoreci.com'], 2, /^--organization: expected [^]*Try --organization acme/],
    [['--max-size', '10001'], 2, /^--max-size: expected an integer/],
  ])('refuses %j and writes nothing', async (args, code, message) => {
    const ran = await init(args);
    expect(ran.code).toBe(code);
    expect(ran.err).toMatch(message);
    expect(existsSync(join(folder, 'new.json'))).toBe(false);
  });

  describe('refuses an option that does not apply to the operating system', () => {
    const yes = ['--yes', '--organization', 'acme'];
    const notOnMacs = (flags: string, it = 'it') =>
      `${flags}: not with --os macos; nothing was written\n  Leave ${it} out\n`;
    const onlyOnMacs =
      '--license-arn: only with --os macos; nothing was written\n  Leave it out, or add --os macos\n';
    const mac = ['--os', 'macos', '--license-arn', LICENSE];
    const types = ['--arch', 'arm64', '--instance-type', 'mac2.metal'];
    const macFile = `{ "SEMAPHORE_ORGANIZATION": "acme", "SEMAPHORE_AGENT_OS": "macos", "SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN": "${LICENSE}" }`;

    it.each<[string, string[], string[] | undefined, string | undefined, number, string]>([
      ['a Mac with --spot', [...yes, ...mac, '--spot'], undefined, undefined, 0, notOnMacs('--spot')],
      [
        'a Mac with several such options',
        [...yes, ...mac, ...types],
        undefined,
        undefined,
        0,
        notOnMacs('--arch, --instance-type', 'them'),
      ],
      ['a license for Linux', [...yes, '--license-arn', LICENSE], undefined, undefined, 0, onlyOnMacs],
      [
        'a license for Windows',
        [...yes, '--os', 'windows', '--license-arn', LICENSE],
        undefined,
        undefined,
        0,
        onlyOnMacs,
      ],
      ['the file of a Mac', ['--yes', '--force', '--spot'], undefined, macFile, 0, notOnMacs('--spot')],
      ['--os at a terminal: asks nothing', [...mac, '--spot'], [], undefined, 0, notOnMacs('--spot')],
      [
        'a Mac chosen at a terminal: asks nothing more',
        ['--spot'],
        ['ci', 'acme', '/t', 'macos'],
        undefined,
        4,
        notOnMacs('--spot'),
      ],
      [
        'Linux chosen at a terminal: asks nothing more',
        ['--license-arn', LICENSE],
        ['ci', 'acme', '/t', 'ubuntu-noble'],
        undefined,
        4,
        onlyOnMacs,
      ],
    ])('%s', async (_, args, answers, before, questions, message) => {
      if (before !== undefined) writeFileSync(join(folder, 'new.json'), before);
      const { code, err, shell } = await init(args, answers);
      expect({ code, err, questions: shell.questions.length }).toEqual({ code: 2, err: message, questions });
      expect(readdirSync(folder)).toEqual(before === undefined ? [] : ['new.json']);
    });
  });

  describe('names the option of a value that contradicts another', () => {
    it.each([
      [
        ['--arch', 'x86_64', '--instance-type', 'm7g.large'],
        '--instance-type: expected a type of architecture x86_64, as --arch says; m7g.large is arm64 and would never launch; nothing was written\n  Try another type, or --arch arm64\n',
      ],
      [
        ['--os', 'windows', '--arch', 'arm64'],
        '--arch: expected x86_64: EC2 has no Windows for arm64; nothing was written\n',
      ],
      [
        ['--os', 'windows', '--instance-type', 'm7g.large'],
        '--instance-type: expected a type of architecture x86_64: EC2 has no Windows for arm64; nothing was written\n',
      ],
      [
        ['--os', 'windows', '--isolation', 'strict'],
        "--isolation: expected none with --os windows: on Windows, the agent's user, under which jobs run, is an administrator; nothing was written\n  Try none\n",
      ],
      [
        ['--registration', 'pre-signed', '--region', 'cn-north-1'],
        '--registration: expected token, because the region is cn-north-1: Semaphore accepts roles of the partition aws only, so no agent could register; nothing was written\n',
      ],
      [
        ['--stack-name', 'ci', '--token-parameter', 'ci-config'],
        '--token-parameter: expected another parameter: the stack of fleet ci creates a parameter with this name; nothing was written\n',
      ],
    ])('%j', async (args, message) => {
      const { code, err } = await init(['--yes', '--organization', 'acme', ...args]);
      expect({ code, err }).toEqual({ code: 2, err: message });
      expect(readdirSync(folder)).toEqual([]);
    });
  });

  it('warns of an instance type that it does not know', async () => {
    const { code, err } = await init(['--yes', '--organization', 'acme', '--instance-type', 't3.nanoo']);
    expect(code).toBe(0);
    expect(err).toMatch(/^Warning: SEMAPHORE_AGENT_INSTANCE_TYPE names .*Did you mean t3\.nano\?$/m);
  });

  describe('asks how agents register', () => {
    const ROLE = 'ci-instanceProfileRole4*';
    const linux = ['ci', 'acme', '/t', 'ubuntu-noble', '3', 'x86_64', 'm7i.large', '100', 'none'];
    const windows = ['ci', 'acme', '/t', 'windows', '3', 'm7i.large', '100'];
    const macos = ['ci', 'acme', '/t', 'macos', '3', LICENSE];
    const yes = ['--yes', '--organization', 'acme', '--stack-name', 'ci'];
    const byToken = '{ "SEMAPHORE_AGENT_STACK_NAME": "ci", "SEMAPHORE_ORGANIZATION": "acme" }';
    const bySignature = byToken.replace('}', ', "SEMAPHORE_AGENT_USE_PRE_SIGNED_URL": true }');

    it.each<[string, string[], string[] | undefined, string | undefined, boolean]>([
      ['Linux: pre-signed is offered first', [], linux, undefined, true],
      ['Windows: pre-signed is offered first', [], windows, undefined, true],
      ['macOS: pre-signed is offered first', [], macos, undefined, true],
      ['uses the token if the user chooses it', [], [...linux, 'false'], undefined, false],
      ['does not ask if --registration is given', ['--registration', 'token'], linux, undefined, false],
      [
        'a script without --registration gets the token, as in earlier versions',
        yes,
        undefined,
        undefined,
        false,
      ],
      [
        'a script with --registration pre-signed gets pre-signed URLs',
        [...yes, '--registration', 'pre-signed'],
        undefined,
        undefined,
        true,
      ],
      ['China: the token is the only choice', ['--region', 'cn-north-1'], linux, undefined, false],
      [
        'replacing the file of a fleet with the token: the token is offered first',
        ['--force'],
        [],
        byToken,
        false,
      ],
      [
        'replacing the file of a fleet with pre-signed URLs: a script keeps them',
        ['--force', '--yes'],
        undefined,
        bySignature,
        true,
      ],
    ])('%s', async (_, args, answers, before, isSigned) => {
      if (before !== undefined) writeFileSync(join(folder, 'new.json'), before);
      const { code, out, err } = await init(args, answers);
      expect(code).toBe(0);
      const { fleet, text } = written();
      expect(fleet.agent.usePreSignedUrl).toBe(isSigned);
      expect(text).toContain(`from AWS STS, with the id of your AWS account and the role ${ROLE}.`);
      const next = `from AWS STS. Enter the id of your AWS\naccount and the role ${ROLE}. Without that, Semaphore refuses`;
      expect(out.includes(next)).toBe(isSigned);
      expect(err.includes('so a job can read the token')).toBe(!isSigned);
    });

    it('refuses pre-signed URLs where Semaphore does not accept them, and writes nothing', async () => {
      const { code, err } = await init([...yes, '--registration', 'pre-signed', '--region', 'us-gov-west-1']);
      expect(code).toBe(2);
      expect(err).toMatch(/^--registration: expected token, [^]*us-gov-west-1: Semaphore accepts roles of/);
      expect(readdirSync(folder)).toEqual([]);
    });

    it('offers the answer of an interrupted run as the default', async () => {
      const answers = JSON.stringify({ [join(folder, 'new.json')]: { usePreSignedUrl: 'false' } });
      writeFileSync(join(keptIn, 'init-answers.json'), answers);
      await init([], linux);
      expect(written().fleet.agent.usePreSignedUrl).toBe(false);
    });
  });

  describe('asks how jobs are isolated', () => {
    const linux = ['ci', 'acme', '/t', 'ubuntu-noble', '3', 'x86_64', 'm7i.large', '100'];
    const windows = ['ci', 'acme', '/t', 'windows', '3', 'm7i.large', '100'];
    const yes = ['--yes', '--organization', 'acme'];
    const before = '{ "SEMAPHORE_AGENT_STACK_NAME": "ci", "SEMAPHORE_ORGANIZATION": "acme" }';
    const isolated = before.replace('}', ', "SEMAPHORE_AGENT_JOB_ISOLATION": "strict" }');

    it.each<[string, string[], string[] | undefined, string | undefined, string | undefined]>([
      ['Linux: strict is offered first', [], linux, undefined, 'strict'],
      ['uses none if the user chooses it', [], [...linux, 'none'], undefined, 'none'],
      ['does not ask if --isolation is given', ['--isolation', 'none'], linux, undefined, 'none'],
      ['Windows: there is no isolation', [], windows, undefined, undefined],
      ['macOS: there is no isolation', [], ['ci', 'acme', '/t', 'macos', '3', LICENSE], undefined, undefined],
      ['a script without --isolation gets none, as in earlier versions', yes, undefined, undefined, 'none'],
      [
        'a script with --isolation strict gets strict isolation',
        [...yes, '--isolation', 'strict'],
        undefined,
        undefined,
        'strict',
      ],
      [
        'replacing the file of a fleet without isolation: none is offered first',
        ['--force'],
        [],
        before,
        'none',
      ],
      [
        'replacing the file of a fleet with strict isolation: a script keeps it',
        ['--force', '--yes'],
        undefined,
        isolated,
        'strict',
      ],
      [
        'replacing the file of a fleet with strict isolation: a script that changes to Windows drops it',
        [...yes, '--force', '--os', 'windows'],
        undefined,
        isolated,
        undefined,
      ],
    ])('%s', async (_, args, answers, earlier, expected) => {
      if (earlier !== undefined) writeFileSync(join(folder, 'new.json'), earlier);
      const { code, err } = await init(args, answers);
      expect(code).toBe(0);
      const { text } = written();
      expect(settingsInFile(text)['SEMAPHORE_AGENT_JOB_ISOLATION']).toBe(expected);
      expect(err.includes('so jobs have no sudo')).toBe(expected === 'strict');
      expect(text.includes('and a job can read it')).toBe(
        expected !== 'strict' && err.includes('register agents'),
      );
    });

    it.each([[undefined], [windows]])(
      'refuses --isolation strict for Windows (answers: %j)',
      async (answers) => {
        const args = ['--os', 'windows', '--isolation', 'strict'];
        const { code, err } = await init([...args, ...(answers === undefined ? yes : [])], answers);
        expect(code).toBe(2);
        expect(err).toMatch(/^--isolation: expected none with --os windows/);
        expect(readdirSync(folder)).toEqual([]);
      },
    );
  });

  it.each([
    ['SEMAPHORE_AGENT_JOB_ISOLATION', {}],
    ['SEMAPHORE_AGENT_CACHE_BUCKET_OWNER', { SEMAPHORE_AGENT_CACHE_BUCKET_NAME: 'acme-cache' }],
    ['SEMAPHORE_AGENT_SYSTEMS_MANAGER', {}],
    ['SEMAPHORE_AGENT_LOG_STREAM_NAME', {}],
    ['SEMAPHORE_AGENT_USE_PRE_SIGNED_URL', { SEMAPHORE_AGENT_JOB_ISOLATION: 'none' }],
  ])('sets %s, because a fleet without it gets a warning', async (key, others) => {
    await init([], ['ci', 'acme']);
    const { [key]: protection, ...settings } = settingsInFile(written().text);
    expect(protection).toBeDefined();
    const warnings = (env: Record<string, string | undefined>) =>
      loadFleets({ env, readFile: () => '' }).cautions.filter((caution) => caution.key === key);
    const without = warnings({ ...settings, ...others });
    expect(without).toHaveLength(1);
    expect(warnings({ ...settings, ...others, [key]: protection })).not.toContainEqual(without[0]);
  });

  it('uses spot instances with --spot', async () => {
    await init(['--yes', '--organization', 'acme', '--spot']);
    expect(written().fleet.group.purchase).toMatchObject({ onDemandPercentageAboveBase: 0 });
  });

  it('takes the architecture from the instance type', async () => {
    await init(['--yes', '--organization', 'acme', '--instance-type', 'm7g.large']);
    expect(written().fleet.instance).toMatchObject({ instanceType: 'm7g.large', arch: 'arm64' });
  });

  describe('interrupted', () => {
    const keptFile = () => join(keptIn, 'init-answers.json');

    it('writes and keeps nothing at the first question', async () => {
      const ran = await init([], [], true);
      expect(ran).toMatchObject({ code: 1, out: '', err: 'cancelled; nothing was written\n' });
      expect([readdirSync(folder), readdirSync(keptIn)]).toEqual([[], []]);
    });

    it('keeps the answers, which only the user can read, and offers them in the next run', async () => {
      const answers = ['linux-ci', 'acme', '/ci/token', 'ubuntu-noble', '20', 'arm64', 'm7g.xlarge'];
      const ran = await init([], answers, true);
      expect(ran).toMatchObject({
        ...{ code: 1, out: '' },
        err: 'cancelled; no configuration was written. Your answers are kept, and the next run offers them\n',
      });
      expect(readdirSync(folder)).toEqual([]);
      expect(statSync(keptFile()).mode & 0o777).toBe(0o600);
      const again = await init([], ['linux-ci']);
      expect(again.err).toMatch(
        /^The defaults are your answers from the last run, which was interrupted\.$/m,
      );
      expect(written().fleet).toMatchObject({
        ...{ stackName: 'linux-ci', endpoint: 'acme.semaphoreci.com', token: { parameterName: '/ci/token' } },
        instance: { os: 'ubuntu-noble', arch: 'arm64', instanceType: 'm7g.xlarge' },
        group: { maxSize: 20 },
      });
      expect(existsSync(keptFile())).toBe(false);
    });

    it('also keeps the answers of an earlier run to questions that the last run did not reach', async () => {
      await init([], ['linux-ci', 'acme', '/ci/token', 'ubuntu-noble'], true);
      await init([], ['linux-ci'], true);
      await init([], []);
      expect(written().fleet).toMatchObject({
        token: { parameterName: '/ci/token' },
        instance: { os: 'ubuntu-noble' },
      });
    });

    it('does not offer the token parameter of another fleet', async () => {
      await init([], ['linux-ci', 'acme', '/ci/token'], true);
      await init([], ['other']);
      expect(written().fleet.token.parameterName).toBe('/semaphore/other-token');
    });

    it('keeps the answers of each file apart', async () => {
      await init([], ['linux-ci', 'acme'], true);
      const other = await runFleet(command, ['init', 'other.json'], {
        ...{ answers: ['mac', 'umbrella'], env: { INIT_CWD: folder } },
      });
      expect(other.err).not.toContain('interrupted');
      await init([], []);
      expect(written().fleet).toMatchObject({ stackName: 'linux-ci', endpoint: 'acme.semaphoreci.com' });
    });

    it.each([
      '',
      'null',
      '{"x": 1}',
      'PATH: null',
      'PATH: {"stackName": 5, "os": "beos", "maxSize": "many"}',
    ])('ignores kept answers that are damaged: %s', async (content) => {
      const path = JSON.stringify(join(folder, 'new.json'));
      writeFileSync(keptFile(), content.replace(/^PATH: (.*)$/, `{${path}: $1}`));
      await init([], ['ci', 'acme']);
      expect(written().fleet).toMatchObject({ stackName: 'ci', group: { maxSize: 10 } });
    });

    it('makes a file of answers private if others can read it', async () => {
      writeFileSync(keptFile(), '{}');
      chmodSync(keptFile(), 0o644);
      await init([], ['linux-ci', 'acme'], true);
      expect(statSync(keptFile()).mode & 0o777).toBe(0o600);
      expect(readdirSync(keptIn)).toEqual(['init-answers.json']);
    });

    it('goes on asking if the answers cannot be kept', async () => {
      rmSync(keptIn, { recursive: true });
      writeFileSync(keptIn, 'a file where the folder should be');
      expect(await init([], ['ci', 'acme'])).toMatchObject({ code: 0 });
      rmSync(join(folder, 'new.json'));
      expect((await init([], ['ci'], true)).err).toBe('cancelled; nothing was written\n');
    });

    it('keeps the answers if the configuration file cannot be written', async () => {
      // The file appears while the user answers.
      const stolen = (shell: Shell) =>
        command({
          ...shell,
          choose: async (question, choices, initial) => {
            if (question === 'Purchase') writeFileSync(join(folder, 'new.json'), 'mine');
            return shell.choose(question, choices, initial);
          },
        });
      const ran = await runFleet(stolen, ['init', 'new.json'], {
        answers: ['linux-ci', 'acme'],
        env: { INIT_CWD: folder },
      });
      expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('new.json: already exists') });
      expect(readFileSync(join(folder, 'new.json'), 'utf8')).toBe('mine');
      expect(await init(['--force'], [])).toMatchObject({ code: 0 });
      expect(written().fleet).toMatchObject({ stackName: 'linux-ci', endpoint: 'acme.semaphoreci.com' });
    });
  });

  it('ignores spaces around an answer', async () => {
    await init([], [' ci ', ' acme', '/t ']);
    expect(written().text).toMatch(/"ci",[^]*"acme",[^]*"\/t",/);
  });

  it('offers the answers of an interrupted run rather than the values of the file', async () => {
    await init([], ['ci', 'acme', '/ci/token']);
    await init(['--force'], ['ci', 'umbrella'], true);
    await init(['--force'], []);
    expect(written().fleet).toMatchObject({
      ...{ endpoint: 'umbrella.semaphoreci.com', token: { parameterName: '/ci/token' } },
    });
  });

  it('offers the values of the file that it overwrites', async () => {
    await init([], ['linux-ci', 'acme', '/ci/token', 'ubuntu-jammy', '7', 'arm64', 'm7g.xlarge', '0']);
    const before = written().text;
    await init(['--force'], []);
    expect(written().text).toBe(before);
    expect(settingsInFile(before)).toMatchObject({ SEMAPHORE_AGENT_ASG_MAX_SIZE: '7' });
  });

  it.each([
    [
      'no/dir/x.json',
      /^no\/dir\/x\.json: there is no folder .*\/no\/dir; [^]*\n {2}Create it: mkdir -p \/.*\/no\/dir\n$/,
    ],
    ['mine/x.json', /^mine\/x\.json: .*\/mine is not a folder; /],
    ['mine/deeper/x.json', /^mine\/deeper\/x\.json: .*\/mine\/deeper is not a folder; /],
    ['.', /^\.: is a folder; /],
    [`${'x'.repeat(300)}.json`, /^x+\.json: cannot be written \(ENAMETOOLONG[^]*; nothing was written\n/],
  ])('refuses %s, which cannot be written, without asking anything', async (file, message) => {
    writeFileSync(join(folder, 'mine'), 'mine');
    const { code, out, err, shell } = await runFleet(command, ['init', file, '--force'], {
      answers: [],
      env: { INIT_CWD: folder },
    });
    expect({ code, out, questions: shell.questions }).toEqual({ code: 1, out: '', questions: [] });
    expect(err).toMatch(message);
    expect(readdirSync(folder)).toEqual(['mine']);
  });

  it('without --force, refuses a link whose target does not exist, asks nothing, and does not create the target', async () => {
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'new.json'));
    const { code, err, shell } = await init([], []);
    expect({ code, questions: shell.questions }).toEqual({ code: 1, questions: [] });
    expect(err).toContain('new.json: already exists');
    expect(readdirSync(folder)).toEqual(['new.json']);
    expect(await init(['--yes', '--organization', 'acme', '--force'])).toMatchObject({ code: 0 });
    expect(existsSync(join(folder, 'elsewhere'))).toBe(true);
  });

  it('does not propose --force for a folder', async () => {
    const ran = await runFleet(command, ['init', '.'], { answers: [], env: { INIT_CWD: folder } });
    expect(ran).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^\.: is a folder; .*\n {2}Name a file in it$/m),
    });
  });

  it('overwrites an existing file only with --force', async () => {
    writeFileSync(join(folder, 'new.json'), 'mine');
    const args = ['--yes', '--organization', 'acme'];
    expect(await init(args)).toMatchObject({ code: 1, err: expect.stringContaining('already exists') });
    expect(readFileSync(join(folder, 'new.json'), 'utf8')).toBe('mine');
    expect(await init([...args, '--force'])).toMatchObject({ code: 0 });
  });

  describe('replacing a file with one fleet', () => {
    const mixed = {
      SEMAPHORE_AGENT_STACK_NAME: 'linux-ci',
      SEMAPHORE_ORGANIZATION: 'acme',
      SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token',
      SEMAPHORE_AGENT_ARCH: 'arm64',
      SEMAPHORE_AGENT_INSTANCE_TYPE: 'm7g.xlarge',
      SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE: 50,
      SEMAPHORE_AGENT_ASG_MIN_SIZE: 0,
      SEMAPHORE_AGENT_DASHBOARD: true,
      SEMAPHORE_AGENT_USE_PRE_SIGNED_URL: true,
    };
    const before = `// mine\n${JSON.stringify(mixed)}`;
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');

    beforeEach(() => writeFileSync(join(folder, 'new.json'), before));

    it('keeps the old file, and names the settings that only the old file has', async () => {
      const { err } = await init(['--force'], []);
      expect(read('new.json.bak')).toBe(before);
      expect(err).toBe(
        'The old file is now new.json.bak. Only there: comments of your own, and SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE, SEMAPHORE_AGENT_DASHBOARD.\n',
      );
    });

    it('keeps every old file, under a name of its own', async () => {
      await init(['--force', '--yes']);
      await init(['--force', '--yes', '--max-size', '3']);
      expect(read('new.json.bak')).toBe(before);
      expect(read('new.json.bak2')).toContain('linux-ci');
      expect(readdirSync(folder).sort()).toEqual(['new.json', 'new.json.bak', 'new.json.bak2']);
    });

    it.each([
      [[], { stackName: 'linux-ci', token: '/ci/token', arch: 'arm64', instanceType: 'm7g.xlarge' }],
      [['--max-size', '3'], { stackName: 'linux-ci', token: '/ci/token', instanceType: 'm7g.xlarge' }],
      [['--stack-name', 'b'], { stackName: 'b', token: '/semaphore/b-token', instanceType: 'm7g.xlarge' }],
      [['--arch', 'x86_64'], { arch: 'x86_64', instanceType: 'm7i.large' }],
      [['--instance-type', 'c7i.large'], { arch: 'x86_64', instanceType: 'c7i.large' }],
      [['--os', 'windows'], { arch: 'x86_64', instanceType: 'm7i.large' }],
    ])('uses the values of the old file with --yes and %j', async (args, expected) => {
      expect(await init(['--force', '--yes', ...args])).toMatchObject({ code: 0 });
      const { stackName, token, instance } = written().fleet;
      expect({ stackName, token: token.parameterName, ...instance }).toMatchObject(expected);
    });

    it('reports where the old file is', async () => {
      const { out } = await init(['--force', '--yes', '--json']);
      expect(JSON.parse(out)).toMatchObject({
        result: { file: join(folder, 'new.json'), backup: join(folder, 'new.json.bak') },
      });
    });
  });

  it('refuses to replace a file for several fleets', async () => {
    const several = JSON.stringify({ fleets: [{ SEMAPHORE_AGENT_STACK_NAME: 'a' }] });
    writeFileSync(join(folder, 'new.json'), several);
    const { code, err, shell } = await init(['--force'], []);
    expect({ code, questions: shell.questions }).toEqual({ code: 1, questions: [] });
    expect(err).toMatch(/^new\.json: is a file for several fleets[^]*copy it into "fleets"/);
    expect(readFileSync(join(folder, 'new.json'), 'utf8')).toBe(several);
    expect(readdirSync(folder)).toEqual(['new.json']);
  });
});
