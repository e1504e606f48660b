import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PackerCli } from './packer-cli.ts';
import { builtImage, FakePacker } from './testing/fake-packer.ts';

let packer: FakePacker;
let interruption: AbortController;
beforeEach(() => {
  interruption = new AbortController();
});
afterEach(() => packer[Symbol.dispose]());

function cli(commands: Readonly<Record<string, string>> = {}): PackerCli {
  packer = new FakePacker(commands);
  const { folder, env } = packer;
  return new PackerCli({ folder, env, logFile: log(), signal: interruption.signal });
}
const log = (): string => join(packer.folder, 'packer.log');
const ignore = (): undefined => undefined;

describe('PackerCli', () => {
  it.each(['1.9.0', '1.11.2', '2.0.0-dev'])('accepts Packer %s', async (version) => {
    expect(await cli({ version: `echo Packer v${version}` }).checkVersion()).toBe(version);
  });

  it.each(['echo Packer v1.6.6', 'echo Packer v0.12.3', 'echo cracklib'])(
    'refuses a Packer whose version command runs `%s`',
    async (version) => {
      await expect(cli({ version }).checkVersion()).rejects.toMatchObject({
        name: 'BuildError',
        message: expect.stringMatching(/^packer: version .* is too old; install Packer 1\.9 or newer/),
      });
    },
  );

  it('says how to install Packer if it is missing', async () => {
    packer = new FakePacker();
    const { folder, signal } = { folder: packer.folder, signal: interruption.signal };
    const missing = new PackerCli({ folder, env: { PATH: '/nonexistent' }, logFile: log(), signal });
    await expect(missing.checkVersion()).rejects.toMatchObject({
      name: 'BuildError',
      message: expect.stringMatching(/^packer: is not installed; install Packer .*https:/),
    });
  });

  it('returns the id of the image, passes on messages, and logs every line', async () => {
    const output: string[] = [];
    expect(
      await cli({ build: builtImage('ami-0abc') }).build(['build', '.'], (text) => output.push(text)),
    ).toBe('ami-0abc');
    expect(output).toEqual([
      '==> windows.amazon-ebs.windows: Creating AMI',
      '    windows.amazon-ebs.windows: AMI: pending, 1/40',
    ]);
    expect(readFileSync(log(), 'utf8')).toContain('artifact,0,id,eu-central-1:ami-0abc');
    expect(packer.calls).toEqual([`${packer.folder} build .`]);
  });

  it("throws Packer's errors if a build fails", async () => {
    const build = "echo '1,,ui,say,working'; echo '1,,ui,error,Build errored: no quota'; exit 1";
    await expect(cli({ build }).build(['build'], ignore)).rejects.toMatchObject({
      name: 'BuildError',
      message: 'packer build: exit code 1\nBuild errored: no quota',
    });
  });

  it('throws the last lines of output, including standard error, if a command other than build fails', async () => {
    const validate = 'echo Error: no such variable >&2; exit 1';
    await expect(cli({ validate }).run(['validate'], ignore)).rejects.toMatchObject({
      message: 'packer validate: exit code 1\nError: no such variable',
    });
  });

  it('keeps Ansible from writing compiled plugins beside the playbooks', async () => {
    packer = new FakePacker({
      build: `echo "1,,ui,say,$PYTHONDONTWRITEBYTECODE"; ${builtImage('ami-0abc')}`,
    });
    const env = { ...packer.env, PYTHONDONTWRITEBYTECODE: undefined };
    const { folder } = packer;
    const building = new PackerCli({ folder, env, logFile: log(), signal: interruption.signal });
    const output: string[] = [];
    await building.build(['build', '.'], (text) => output.push(text));
    expect(output[0]).toBe('1');
  });

  it("moves Packer's crash log to the folder of the build's log", async () => {
    packer = new FakePacker({ validate: 'echo panic > crash.log; exit 2' });
    const { folder, env } = packer;
    const results = join(folder, 'results');
    mkdirSync(results);
    const logFile = join(results, 'linux.log');
    const crashing = new PackerCli({ folder, env, logFile, signal: interruption.signal });
    await expect(crashing.run(['validate', '.'], ignore)).rejects.toThrow('exit code 2');
    expect(existsSync(join(folder, 'crash.log'))).toBe(false);
    expect(readFileSync(join(results, 'packer-crash.log'), 'utf8')).toBe('panic\n');
  });

  it("with --debug, keeps the instance's key, but removes the instance's password from the log", async () => {
    const build = [
      "echo '1,,ui,message,    x.amazon-ebs.y: Password (since debug is enabled): hunter2'",
      "touch ec2_y.pem; echo '1,,ui,error,Build errored: no agent'; exit 1",
    ].join('\n');
    packer = new FakePacker({ build });
    const keys = join(packer.folder, 'keys');
    mkdirSync(keys);
    const debug = { folder: keys, kept: () => ['kept: i-1'] };
    const { folder, env } = packer;
    const debugging = new PackerCli({ folder, env, logFile: log(), signal: interruption.signal, debug });
    const output: string[] = [];
    await expect(
      debugging.build(['build', '-debug', '.'], (text) => output.push(text)),
    ).rejects.toMatchObject({
      message: 'packer build: exit code 1\nBuild errored: no agent\nkept: i-1',
    });
    expect(packer.calls).toEqual([`${keys} build -debug ${folder}`]);
    expect(existsSync(join(keys, 'ec2_y.pem'))).toBe(true);
    expect(output).toEqual([]);
    expect(readFileSync(log(), 'utf8')).toContain('Password (since debug is enabled): (removed)');
  });

  it('throws if a build succeeds without an image', async () => {
    await expect(cli({ build: 'true' }).build(['build'], ignore)).rejects.toMatchObject({
      message: 'packer build: succeeded, but reported no image',
    });
  });

  it('when interrupted, waits for Packer to remove its resources', async () => {
    const build = `trap 'sleep 0.3; touch removed; exit 1' TERM; echo '1,,ui,say,launched'; while :; do sleep 0.05; done`;
    const building = cli({ build }).build(['build'], () => interruption.abort());
    await expect(building).rejects.toMatchObject({
      name: 'BuildError',
      message: 'packer build: interrupted; Packer has removed what it created',
    });
    expect(existsSync(join(packer.folder, 'removed'))).toBe(true);
  });

  it('starts nothing after an interruption', async () => {
    const idle = cli();
    interruption.abort();
    await expect(idle.run(['init'], ignore)).rejects.toThrow();
    expect(packer.calls).toEqual([]);
  });
});
