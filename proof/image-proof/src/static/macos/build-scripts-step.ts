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

/**
 * Stands in for macOS's passwordless sudo. Keeps the caller's HOME unless called with -H, runs only `env` and the stand-in
 * commands, and succeeds without doing anything for other commands.
 */
const SUDO = `#!/bin/bash
[[ $1 != -H ]] || { export HOME=/var/root; shift; }
[[ $1 == env || -x $COMMANDS/\${1##*/} ]] || exit 0
exec "$@"
`;

/** Checks how the macOS build scripts handle commands that fail or print unexpected output. */
export const macosBuildScriptsStep: StaticStep = {
  name: 'static: macos: the build scripts handle failing commands and unexpected output',
  family: 'macos',
  kind: 'test',
  needs: [command('jq'), command('shasum', 'perl')],
  async run(progress) {
    const failures: string[] = [];
    let passed = 0;
    for (const scriptCase of BUILD_SCRIPT_CASES) {
      progress(scriptCase.name);
      const problems = await problemsOf(scriptCase);
      if (problems.length === 0) passed += 1;
      failures.push(...problems.map((problem) => `${scriptCase.name}: ${problem}`));
    }
    if (failures.length > 0) throw new StepFailure(passed, failures);
    return { passed };
  },
};

async function problemsOf(scriptCase: BuildScriptCase): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'macos-build-'));
  try {
    const commands = await prepare(folder, scriptCase);
    const { exitCode, all } = await execa('/bin/bash', [join(folder, 'scripts', scriptCase.script)], {
      env: {
        PATH: `${commands}:/usr/bin:/bin`,
        BUILD_FOLDER: folder,
        COMMANDS: commands,
        HOME: '/Users/ec2-user',
      },
      extendEnv: false,
      all: true,
      reject: false,
      stdin: 'ignore',
    });
    const calls = (await readFile(join(folder, 'calls'), 'utf8'))
      .replaceAll(folder, 'BUILD_FOLDER')
      .split('\n');
    const called = calls.filter((call) => call !== '');
    return [
      ...(exitCode === scriptCase.exit ? [] : [`exit code ${exitCode}, expected ${scriptCase.exit}: ${all}`]),
      ...(isDeepStrictEqual(called, scriptCase.calls) ? [] : [`calls ${JSON.stringify(called)}: ${all}`]),
      ...(scriptCase.output === undefined || scriptCase.output.test(all)
        ? []
        : [`the output does not match ${scriptCase.output}: ${all}`]),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Copies the scripts into the case's folder, laid out as on the Mac. @returns the folder of the stand-in commands */
async function prepare(folder: string, { commands }: BuildScriptCase): Promise<string> {
  for (const name of ['scripts', 'goss', 'commands']) await mkdir(join(folder, name));
  for (const name of await readdir(SCRIPTS)) {
    const text = await readFile(join(SCRIPTS, name), 'utf8');
    await writeFile(join(folder, 'scripts', name), text.replaceAll('/tmp/packer', folder));
  }
  await writeFile(join(folder, 'calls'), '');
  const empty = checksum('');
  const goss = {
    version: 'v1',
    url: 'https://vendor.example/goss-tool',
    verify: { by: 'sha256', sha256: { x86_64: empty, arm64: empty, aarch64: empty } },
  };
  await writeFile(join(folder, 'versions.json'), JSON.stringify({ goss }));
  const commandsFolder = join(folder, 'commands');
  for (const [name, body] of Object.entries(commands)) {
    const recorded = `#!/bin/bash\nset -f\nprintf '%s\\n' "${name} $*" >>"$BUILD_FOLDER/calls"\n${body}\n`;
    await writeFile(join(commandsFolder, name), recorded);
  }
  await writeFile(join(commandsFolder, 'sudo'), SUDO);
  for (const name of await readdir(commandsFolder)) await chmod(join(commandsFolder, name), 0o755);
  return commandsFolder;
}
