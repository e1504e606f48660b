import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountId } from '../emulator/account.ts';
import { CommandLine } from '../testing/command-line.ts';
import { oldCommands } from '../testing/old-commands.ts';
import { installPacker } from '../testing/packer/install.ts';
import { workspaceRoot } from '../paths.ts';

const TOKEN = 'old-registration-token';
const PARAMETER = 'old-fleet-token';

/** A configuration file of the JavaScript stack, in which all values are strings. */
const configuration = {
  SEMAPHORE_AGENT_STACK_NAME: 'old-fleet',
  SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: PARAMETER,
  SEMAPHORE_ORGANIZATION: 'acme',
  SEMAPHORE_AGENT_OS: 'ubuntu-noble',
  SEMAPHORE_AGENT_ASG_MIN_SIZE: '0',
  SEMAPHORE_AGENT_ASG_MAX_SIZE: '1',
};

/** Replacements for the placeholders in the commands. */
const PLACEHOLDERS: readonly (readonly [name: string, value: string])[] = [
  ['POLICY_ARN', `arn:aws:iam::${accountId}:policy/agent-aws-stack-execution-policy-resources`],
  ['ACCOUNT', accountId],
  ['/REGION', '/us-east-1'],
  ['NAME', PARAMETER],
];

/** Commands that would take minutes or need a network. Each is replaced by a command that only shows that the original exists. */
const REPLACED: Readonly<Record<string, string>> = {
  'make ansible.lint': 'make -n ansible.lint',
  'npm test': 'npm test -- --help',
};

/** Commands for which another command must be run first. */
const PREREQUISITES: Readonly<Record<string, string>> = {
  'npm run destroy:ci -- --verbose': 'npm run deploy:ci',
};

/** Expected exit codes other than 0, and expected outputs. */
const EXPECTED: Readonly<Record<string, { readonly code?: number; readonly output?: RegExp }>> = {
  'npm run synth': { output: /^The templates and their assets are in apps\/infra\/cdk\.out$/m },
  'npm run deploy:ci': { output: /old-fleet[^]*CREATE_COMPLETE/ },
  'npm run deploy': { output: /no changes/ },
  'npm run destroy': { code: 2, output: /no terminal to ask on/ },
  'npm run destroy -- --force': { output: /✔ old-fleet/ },
  'npm run destroy:ci -- --verbose': { output: /✔ old-fleet/ },
};

const commands = oldCommands().flatMap(({ line }) => line ?? []);

/** Runs the commands of the table in docs/upgrade.md one after the other, as a pipeline of the JavaScript stack would. */
describe('a user of the JavaScript stack', () => {
  let cli: CommandLine;
  let path: string;

  beforeAll(async () => {
    cli = await CommandLine.open(TOKEN, { SEMAPHORE_AGENT_AMI: '' });
    const folder = cli.region.folder.path;
    path = [(await installPacker(folder)).bin, process.env['PATH']].join(delimiter);
    await writeFile(join(folder, 'token.txt'), `${TOKEN}\n`);
    await cli.configure(configuration);
  });
  afterAll(async () => {
    await cli?.close();
  });

  const run = (line: string) => {
    const { path: folder } = cli.region.folder;
    const command = PLACEHOLDERS.reduce((text, [name, value]) => text.replace(name, value), line);
    return cli.shell(command.replace('token.txt', join(folder, 'token.txt')), {
      cwd: workspaceRoot,
      env: { PATH: path, SEMAPHORE_AGENT_STACK_CONFIG: join(folder, 'new.json') },
    });
  };

  it.each(commands)('can run %s', async (line) => {
    const prerequisite = PREREQUISITES[line];
    if (prerequisite !== undefined) expect(await run(prerequisite)).toMatchObject({ code: 0 });
    const { code: expected = 0, output = /^/ } = EXPECTED[line] ?? {};
    const { code, out, err } = await run(REPLACED[line] ?? line);
    expect({ code, error: code === expected ? '' : `${out}${err}` }).toEqual({ code: expected, error: '' });
    expect(`${out}\n${err}`).toMatch(output);
  });

  it('does not overwrite the token', async () => {
    const [put = ''] = commands.filter((line) => line.includes('token put'));
    expect(await run(put)).toMatchObject({ code: 0, out: expect.stringContaining('already exists') });
  });

  it('runs every command for which this test has special settings', () => {
    const special = [REPLACED, PREREQUISITES, EXPECTED].flatMap((lines) => Object.keys(lines));
    expect(commands).toEqual(expect.arrayContaining(special));
  });
});
