import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFleets } from '@agent-aws-stack/config';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runFleet } from '../../testing/run-fleet.ts';
import { initCommand } from './command.ts';

const LICENSE =
  'arn:aws:license-manager:us-east-1:111111111111:license-configuration:lic-0123456789abcdef0123456789abcdef';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'init-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const init = (args: readonly string[], answers?: readonly string[]) =>
  runFleet(initCommand, ['init', 'new.json', ...args], {
    ...(answers && { answers }),
    env: { INIT_CWD: folder },
  });

const written = () => {
  const text = readFileSync(join(folder, 'new.json'), 'utf8');
  const { fleets, cautions } = loadFleets({
    env: { SEMAPHORE_AGENT_STACK_CONFIG: 'x' },
    readFile: () => text,
  });
  return { fleet: fleets[0]!, cautions, file: JSON.parse(text) as Record<string, string> };
};

describe('init', () => {
  it('asks, then writes a valid configuration file with comments', async () => {
    const answers = ['linux-ci', 'acme', '/ci/token', 'ubuntu-noble', '20', 'arm64', 'm7g.xlarge', 'spot'];
    const { code, out, shell } = await init([], answers);
    expect(code).toBe(0);
    expect(shell.questions).toHaveLength(8);
    const { fleet, cautions, file } = written();
    expect(cautions).toEqual([]);
    expect(fleet).toMatchObject({
      stackName: 'linux-ci',
      endpoint: 'acme.semaphoreci.com',
      token: { parameterName: '/ci/token' },
      instance: { os: 'ubuntu-noble', arch: 'arm64', instanceType: 'm7g.xlarge' },
      group: { minSize: 0, maxSize: 20, purchase: { onDemandPercentageAboveBase: 0 } },
    });
    expect(file).toHaveProperty('// token');
    expect(existsSync(join(folder, file['$schema']!))).toBe(true);
    expect(out).toMatch(/bootstrap[^]*token put --config new\.json[^]*plan[^]*deploy[^]*doctor/);
    const steps = out.split('\n').filter((line) => line.startsWith('  '));
    // The explanations of all steps start in the same column.
    expect(new Set(steps.map((line) => /^ +\S.*? {2,}(?=\S)/.exec(line)?.[0].length)).size).toBe(1);
    expect(out).toContain(
      'SEMAPHORE_AGENT_STACK_CONFIG=new.json in the environment replaces --config new.json.',
    );
  });

  it('asks again after an invalid name', async () => {
    await init([], ['9-lives', 'nine-lives', 'acme', '/t', 'windows', '3', 'm7i.large', 'demand']);
    expect(written().fleet).toMatchObject({ stackName: 'nine-lives', instance: { os: 'windows' } });
  });

  it('asks for the licence of a Mac, and nothing that does not apply to Macs', async () => {
    const { shell } = await init([], ['mac', 'acme', '/t', 'macos', '2', LICENSE]);
    expect(shell.questions).toHaveLength(6);
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
    });
  });

  it.each([
    [['--yes'], 2, /--organization/],
    [['--yes', '--organization', 'acme', '--os', 'beos'], 2, /Allowed choices/],
    [['--yes', '--organization', 'acme', '--os', 'macos'], 1, /SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN/],
    [['--yes', '--organization', 'acme', '--instance-type', 'm7g.large'], 1, /SEMAPHORE_AGENT_INSTANCE_TYPE/],
  ])('refuses %j and writes nothing', async (args, code, message) => {
    const ran = await init(args);
    expect(ran.code).toBe(code);
    expect(ran.err).toMatch(message);
    expect(existsSync(join(folder, 'new.json'))).toBe(false);
  });

  it.each([
    ['at the first question', []],
    ['at a later question', ['linux', 'acme', '/t']],
  ])('writes nothing if the user cancels %s', async (_, answers) => {
    const ran = await runFleet(initCommand, ['init', 'new.json'], {
      answers,
      cancels: true,
      env: { INIT_CWD: folder },
    });
    expect(ran).toMatchObject({ code: 1, out: '', err: 'cancelled; nothing was written\n' });
    expect(existsSync(join(folder, 'new.json'))).toBe(false);
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
  ])('refuses to write %s before it asks anything', async (file, message) => {
    writeFileSync(join(folder, 'mine'), 'mine');
    const { code, out, err, shell } = await runFleet(initCommand, ['init', file, '--force'], {
      answers: [],
      env: { INIT_CWD: folder },
    });
    expect({ code, out, questions: shell.questions }).toEqual({ code: 1, out: '', questions: [] });
    expect(err).toMatch(message);
    expect(readdirSync(folder)).toEqual(['mine']);
  });

  it('overwrites an existing file only with --force', async () => {
    writeFileSync(join(folder, 'new.json'), 'mine');
    const args = ['--yes', '--organization', 'acme'];
    expect(await init(args)).toMatchObject({ code: 1, err: expect.stringContaining('already exists') });
    expect(readFileSync(join(folder, 'new.json'), 'utf8')).toBe('mine');
    expect(await init([...args, '--force'])).toMatchObject({ code: 0 });
  });
});
