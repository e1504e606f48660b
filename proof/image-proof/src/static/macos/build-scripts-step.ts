import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { workspaceRoot } from '@agent-aws-stack/images';
import { execa } from 'execa';
import { StepFailure } from '../../step.ts';
import { command } from '../../tools/command.ts';
import { checksum } from '../downloads/vendor.ts';
import type { StaticStep } from '../static-step.ts';
import { BUILD_SCRIPT_CASES, type BuildScriptCase } from './build-script-cases.ts';

const SCRIPTS = join(workspaceRoot, 'images/packer/macos/scripts');

/** macOS's password-less sudo: it keeps the caller's home unless told otherwise, and runs what stands in for a Mac's. */
const SUDO = `#!/bin/bash
[[ $1 != -H ]] || { export HOME=/var/root; shift; }
[[ $1 == env || -x $COMMANDS/\${1##*/} ]] || exit 0
exec "$@"
`;

/** What the scripts of the macOS build do where a Mac's commands fail or say something else. */
export const macosBuildScriptsStep: StaticStep = {
  name: 'static: macos: the build’s scripts cope with what a Mac says',
  family: 'macos',
  kind: 'test',
  needs: [command('jq'), command('shasum', 'perl')],
  async run(progress) {
    const failures: string[] = [];
    for (const one of BUILD_SCRIPT_CASES) {
      progress(one.name);
      failures.push(...(await problemsOf(one)).map((problem) => `${one.name}: ${problem}`));
    }
    if (failures.length > 0) throw new StepFailure(BUILD_SCRIPT_CASES.length - failures.length, failures);
    return { passed: BUILD_SCRIPT_CASES.length };
  },
};

async function problemsOf(one: BuildScriptCase): Promise<readonly string[]> {
  const stage = await mkdtemp(join(tmpdir(), 'macos-build-'));
  try {
    const commands = await lay(stage, one);
    const { exitCode, all } = await execa('/bin/bash', [join(stage, 'scripts', one.script)], {
      env: { PATH: `${commands}:/usr/bin:/bin`, STAGE: stage, COMMANDS: commands, HOME: '/Users/ec2-user' },
      extendEnv: false,
      all: true,
      reject: false,
      stdin: 'ignore',
    });
    const calls = (await readFile(join(stage, 'calls'), 'utf8')).replaceAll(stage, 'STAGE').split('\n');
    const called = calls.filter((call) => call !== '');
    return [
      ...(exitCode === one.exit ? [] : [`exit code ${exitCode}, expected ${one.exit}: ${all}`]),
      ...(isDeepStrictEqual(called, one.calls) ? [] : [`calls ${JSON.stringify(called)}: ${all}`]),
      ...(one.says === undefined || one.says.test(all) ? [] : [`does not say ${one.says}: ${all}`]),
    ];
  } finally {
    await rm(stage, { recursive: true });
  }
}

/** The scripts as they lie on the Mac, but in a folder of this case's. @returns the folder of its commands */
async function lay(stage: string, { commands }: BuildScriptCase): Promise<string> {
  for (const name of ['scripts', 'goss', 'commands']) await mkdir(join(stage, name));
  for (const name of await readdir(SCRIPTS)) {
    const text = await readFile(join(SCRIPTS, name), 'utf8');
    await writeFile(join(stage, 'scripts', name), text.replaceAll('/tmp/packer', stage));
  }
  await writeFile(join(stage, 'calls'), '');
  const empty = checksum('');
  const goss = {
    version: 'v1',
    url: 'https://vendor.example/goss-tool',
    verify: { by: 'sha256', sha256: { x86_64: empty, arm64: empty, aarch64: empty } },
  };
  await writeFile(join(stage, 'versions.json'), JSON.stringify({ boto3: { version: '1.2.3' }, goss }));
  const folder = join(stage, 'commands');
  for (const [name, body] of Object.entries(commands)) {
    const recorded = `#!/bin/bash\nset -f\nprintf '%s\\n' "${name} $*" >>"$STAGE/calls"\n${body}\n`;
    await writeFile(join(folder, name), recorded);
  }
  await writeFile(join(folder, 'sudo'), SUDO);
  for (const name of await readdir(folder)) await chmod(join(folder, name), 0o755);
  return folder;
}
