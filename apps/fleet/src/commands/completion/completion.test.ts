import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fleetFile, fleetParameters } from '../../testing/fleet-file.ts';
import { runFleet } from '../../testing/run-fleet.ts';
import { commandsOf } from '../index.ts';

const completion = async (...args: readonly string[]) =>
  await runFleet(await commandsOf(['completion', ...args]), ['completion', ...args]);

/** How each shell loads a script and prints its proposals for a command line. */
const SHELLS: Readonly<Record<string, (script: string, words: readonly string[]) => readonly string[]>> = {
  bash: (script, words) => [
    ...[
      '--norc',
      '-c',
      `${script}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _agent_aws_stack; printf '%s\\n' "\${COMPREPLY[@]}"`,
    ],
    ...['bash', ...words],
  ],
  // Runs the script with fakes of zsh's completion functions, which need a terminal. The fakes print what zsh would show.
  zsh: (script, words) => [
    ...['-f', '-c', `${ZSH_FAKES}\n${script}\nwords=("$@"); CURRENT=$#; _agent_aws_stack`],
    ...['zsh', ...words],
  ],
  fish: (script, words) => ['--no-config', '-c', `${script}\ncomplete -C "${words.join(' ')}"`],
};

const ZSH_FAKES = String.raw`
compdef() { : }
compset() { : }
_files() { print -l -- *(N) }
compadd() { shift; print -l -- "$@" }
_describe() { print -l -- "${'$'}{(@P)2%%:*}" }`;

const isInstalled = (shell: string): boolean => spawnSync(shell, ['--version']).error === undefined;

describe.each(Object.keys(SHELLS))('completion %s', (shell) => {
  // Bash must be installed. If another shell is not, its tests are reported as skipped.
  const test = shell === 'bash' || isInstalled(shell) ? it : it.skip;
  let folder: string;
  let script = '';

  beforeAll(async () => {
    script = (await completion(shell)).out;
    folder = mkdtempSync(join(tmpdir(), 'completion-'));
    for (const name of ['one two.json', 'set1.json', 'set[1].json']) writeFileSync(join(folder, name), '');
    for (const program of ['fleet', 'agent-aws-stack']) {
      writeFileSync(
        join(folder, program),
        '#!/bin/sh\n[ "$*" = "completion fleets" ] && printf "linux\\nmac\\n"\n',
      );
      chmodSync(join(folder, program), 0o755);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What the shell proposes for the last word, which may be empty. */
  function proposals(...words: readonly string[]): readonly string[] {
    const env = { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH']}` };
    const { stdout, stderr } = spawnSync(shell, SHELLS[shell]!(script, words), {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    // Fish prints a description after a tab.
    const found = stdout.split('\n').flatMap((line) => line.split('\t')[0] || []);
    return found.filter((each) => each.startsWith(words.at(-1) ?? '')).sort();
  }

  test.each([
    ['commands of fleet', ['fleet', 'dep'], ['deploy']],
    ['commands of agent-aws-stack', ['agent-aws-stack', 'st'], ['status']],
    ['subcommands', ['fleet', 'token', ''], ['check', 'put', 'rotate']],
    ['the words after help', ['fleet', 'help', 'des'], ['destroy']],
    ['options', ['fleet', 'plan', '--st'], ['--strict']],
    [
      'options of a subcommand, after other options',
      ['fleet', 'token', 'put', '--region', 'eu-west-1', '--if'],
      ['--if-absent'],
    ],
    ['the values of an option', ['fleet', 'status', '--format', ''], ['json', 'table', 'yaml']],
    ['the values of a short option', ['fleet', 'status', '-o', 'y'], ['yaml']],
    ['the values of an argument', ['fleet', 'images', 'build', 'l'], ['linux']],
    ['the shells', ['fleet', 'completion', 'f'], ['fish']],
    ['the names of fleets', ['fleet', 'deploy', '--fleet', ''], ['linux', 'mac']],
    ['the name of a second fleet', ['agent-aws-stack', 'deploy', '--fleet', 'linux', 'm'], ['mac']],
    ['the fleets to destroy', ['fleet', 'destroy', 'l'], ['linux']],
    ['files', ['fleet', 'plan', '--config', 'one'], ['one two.json']],
    ['files with brackets', ['fleet', 'plan', '--config', 'set'], ['set1.json', 'set[1].json']],
    ['no values that only the user knows', ['fleet', 'status', '--region', ''], []],
  ])('completes %s', (_, words, expected) => {
    const found = proposals(...words);
    // Fish escapes special characters.
    expect(found.map((each) => each.replaceAll(/\\(.)/g, '$1'))).toEqual(expected);
  });
});

describe('completion', () => {
  it('bash completes a value after an equals sign, which bash passes as a separate word', async () => {
    const { out } = await completion('bash');
    const words = ['fleet', 'status', '--format', '=', 'j'];
    const { stdout } = spawnSync('bash', SHELLS['bash']!(out, words), { encoding: 'utf8' });
    expect(stdout).toBe('json\n');
  });

  it('fleets prints the names of the configured fleets', async () => {
    using file = fleetFile({ fleets: [fleetParameters('linux'), fleetParameters('mac')] });
    const names = await runFleet(await commandsOf(['completion', 'fleets']), ['completion', 'fleets'], {
      env: file.env,
    });
    expect(names).toMatchObject({ code: 0, out: 'linux\nmac\n', err: '' });
  });

  it('fleets prints nothing for an invalid configuration', async () => {
    using file = fleetFile('{');
    const names = await runFleet(await commandsOf(['completion', 'fleets']), ['completion', 'fleets'], {
      env: file.env,
    });
    expect(names).toMatchObject({ code: 0, out: '', err: '' });
  });

  it('refuses a shell for which it has no script', async () => {
    expect(await completion('tcsh')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Allowed choices are bash, zsh, fish.'),
    });
  });
});
