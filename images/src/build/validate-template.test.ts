import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { workspaceRoot } from '../workspace.ts';
import { PackerCli } from './packer-cli.ts';
import { planBuild } from './plan-build.ts';
import { FakePacker } from './testing/fake-packer.ts';
import { validateTemplate } from './validate-template.ts';

const plan = planBuild('linux', {}, {}, workspaceRoot);

async function validate(commands: Readonly<Record<string, string>>, offline = false, path?: string) {
  using fake = new FakePacker(commands);
  const packer = new PackerCli({
    folder: fake.folder,
    env: path === undefined ? fake.env : { PATH: path },
    logFile: join(fake.folder, 'packer.log'),
    signal: new AbortController().signal,
  });
  const output: string[] = [];
  const failure = await validateTemplate(plan, packer, { offline }, (line) => output.push(line)).then(
    () => undefined,
    (error: Error) => error.message,
  );
  return { calls: fake.calls.map((call) => call.split(' ').slice(1)), failure, output: output.join('\n') };
}

describe('validateTemplate', () => {
  it("installs the plugins and validates the template with the user's Packer", async () => {
    const { calls, failure } = await validate({ validate: 'echo The configuration is valid.' });
    expect(failure).toBeUndefined();
    expect(calls.map(([command]) => command)).toEqual(['version', 'init', 'validate']);
    expect(calls.at(-1)).toEqual(expect.arrayContaining(['-var', 'ubuntu_version=focal']));
  });

  it('validates without plugins if offline, and says so', async () => {
    const { calls, failure, output } = await validate({}, true);
    expect(failure).toBeUndefined();
    expect(calls.map(([command]) => command)).toEqual(['version', 'validate']);
    expect(calls.at(-1)).toContain('-syntax-only');
    expect(output).toMatch(/Packer 1\.11\.2 without plugins/);
  });

  it.each([true, false])(
    'refuses an old Packer, and says which version to install, and from where (offline: %s)',
    async (offline) => {
      const { calls, failure } = await validate({ version: 'echo Packer v1.6.6' }, offline);
      expect(failure).toMatch(
        /^packer: version 1\.6\.6 is too old; install Packer 1\.9 or newer \(https:\/\/developer\.hashicorp\.com/,
      );
      expect(calls).toHaveLength(1);
    },
  );

  it('fails without a Packer', async () => {
    expect((await validate({}, true, '/nonexistent')).failure).toMatch(/^packer: is not installed; install/);
  });

  it('suggests --offline if the plugins cannot be installed', async () => {
    const { calls, failure } = await validate({ init: 'echo dial tcp: no such host; exit 1' });
    expect(failure).toMatch(/^packer init: .*--offline validates without them\n.*\n?dial tcp: no such host/);
    expect(calls.map(([command]) => command)).toEqual(['version', 'init']);
  });

  it("fails with Packer's message if Packer refuses the template", async () => {
    const { failure } = await validate({ validate: 'echo Error: Unsupported argument >&2; exit 1' });
    expect(failure).toBe('packer validate: exit code 1\nError: Unsupported argument');
  });
});
