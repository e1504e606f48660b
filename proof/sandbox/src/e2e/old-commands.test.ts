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

/** As the JavaScript stack's files are written: everything is text. */
const configuration = {
  SEMAPHORE_AGENT_STACK_NAME: 'old-fleet',
  SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: PARAMETER,
  SEMAPHORE_ORGANIZATION: 'acme',
  SEMAPHORE_AGENT_OS: 'ubuntu-noble',
  SEMAPHORE_AGENT_ASG_MIN_SIZE: '0',
  SEMAPHORE_AGENT_ASG_MAX_SIZE: '1',
};

/** What the lines name in capitals. */
const NAMES: readonly (readonly [name: string, value: string])[] = [
  ['POLICY_ARN', `arn:aws:iam::${accountId}:policy/agent-aws-stack-execution-policy`],
  ['ACCOUNT', accountId],
  ['/REGION', '/us-east-1'],
  ['NAME', PARAMETER],
];

/** Would take minutes, or a network: only that the command is there is looked at. */
const LOOKED_AT: Readonly<Record<string, string>> = {
  'make ansible.lint': 'make -n ansible.lint',
  'npm test': 'npm test -- --help',
};

/** What a line needs before it, typed as well. */
const BEFORE: Readonly<Record<string, string>> = {
  'npm run destroy:ci -- --verbose': 'npm run deploy:ci',
};

/** What comes of a line, where it is more than success. */
const OUTCOMES: Readonly<Record<string, { readonly code?: number; readonly says?: RegExp }>> = {
  'npm run synth': { says: /^The templates and their assets are in apps\/infra\/cdk\.out$/m },
  'npm run deploy:ci': { says: /old-fleet[^]*CREATE_COMPLETE/ },
  'npm run deploy': { says: /no changes/ },
  'npm run destroy': { code: 2, says: /no terminal to ask on/ },
  'npm run destroy -- --force': { says: /✔ old-fleet/ },
  'npm run destroy:ci -- --verbose': { says: /✔ old-fleet/ },
};

const commands = oldCommands().flatMap(({ line }) => line ?? []);

/** The lines of docs/upgrade.md's table, one after the other, as a pipeline of the JavaScript stack's would type them. */
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

  const type = (line: string) => {
    const { path: folder } = cli.region.folder;
    const named = NAMES.reduce((text, [name, value]) => text.replace(name, value), line);
    return cli.shell(named.replace('token.txt', join(folder, 'token.txt')), {
      cwd: workspaceRoot,
      env: { PATH: path, SEMAPHORE_AGENT_STACK_CONFIG: join(folder, 'new.json') },
    });
  };

  it.each(commands)('types %s', async (line) => {
    const before = BEFORE[line];
    if (before !== undefined) expect(await type(before)).toMatchObject({ code: 0 });
    const { code: expected = 0, says = /^/ } = OUTCOMES[line] ?? {};
    const { code, out, err } = await type(LOOKED_AT[line] ?? line);
    expect({ code, said: code === expected ? '' : `${out}${err}` }).toEqual({ code: expected, said: '' });
    expect(`${out}\n${err}`).toMatch(says);
  });

  it('stores the token once', async () => {
    const [put = ''] = commands.filter((line) => line.includes('token put'));
    expect(await type(put)).toMatchObject({ code: 0, out: expect.stringContaining('already exists') });
  });

  it('knows of every line that this test treats apart', () => {
    const apart = [LOOKED_AT, BEFORE, OUTCOMES].flatMap((lines) => Object.keys(lines));
    expect(commands).toEqual(expect.arrayContaining(apart));
  });
});
