import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { expect, it } from '@jest/globals';
import { rejectOptionsTakenByNpm } from './npm-options.ts';

const program = new Command('fleet').addCommand(
  new Command('plan')
    .option('--config <file>')
    .option('--fleet <stack...>')
    .option('--yes')
    .option('--no-compare')
    .option('--strict'),
);
program.addCommand(
  new Command('deploy')
    .argument('[plan]')
    .addOption(new Option('-o, --format <format>').choices(['table', 'json']))
    .option('--config <file>')
    .option('--json')
    .option('--yes'),
);
program.addCommand(new Command('token').addCommand(new Command('put').option('--yes')));

const run = { npm_command: 'run-script', npm_lifecycle_event: 'fleet' };
const reject = (args: string, env: Record<string, string>) =>
  rejectOptionsTakenByNpm(program, args.split(' '), env);

it.each<[string, string, Record<string, string>, string]>([
  ['an option with its value', 'plan', { npm_config_config: 'my file.json' }, "plan --config 'my file.json'"],
  [
    'an option whose value npm passes on',
    'plan x.json',
    { npm_config_config: 'true' },
    'plan --config x.json',
  ],
  [
    'an option with several values',
    'plan a b',
    { npm_config_fleet: 'true', npm_config_yes: 'true' },
    'plan --fleet a b --yes',
  ],
  ['a negated option', 'plan --strict', { npm_config_compare: '' }, 'plan --strict --no-compare'],
  [
    'an option of an npm script that runs one command',
    'plan a',
    { npm_lifecycle_script: 'node apps/fleet/src/main.ts plan', npm_config_fleet: 'true' },
    '--fleet a',
  ],
  ['an option of a subcommand', 'token put', { npm_config_yes: 'true' }, 'token put --yes'],
  [
    'two options whose values cannot be told apart',
    'plan x.json a',
    { npm_config_config: 'true', npm_config_fleet: 'true' },
    'plan --config <file> --fleet <stack...>',
  ],
  [
    'a value that could also be the argument',
    'deploy plan.json b.json',
    { npm_config_config: 'true' },
    'deploy plan.json b.json --config <file>',
  ],
  [
    'a value that npm passes on as the only word',
    'deploy b.json',
    { npm_config_config: 'true' },
    'deploy --config b.json',
  ],
  ['a short option', 'deploy json', { npm_config_o: 'true' }, 'deploy --format json'],
  ['a short option with =', 'deploy', { npm_config_o: 'json' }, 'deploy --format json'],
  ['a short option joined with its value', 'deploy', { npm_config_ojson: 'true' }, 'deploy --format json'],
  [
    'a short option and another one',
    'deploy json b.json',
    { npm_config_o: 'true', npm_config_config: 'true' },
    'deploy --config b.json --format json',
  ],
  ['an option that npm has too', 'deploy', { npm_config_yes: 'true' }, 'deploy --yes'],
  [
    'an option that npm has too, besides one in the npm script',
    'deploy --yes',
    { npm_lifecycle_script: 'node apps/fleet/src/main.ts deploy --yes', npm_config_json: 'true' },
    'deploy --yes --json',
  ],
])('says how to type the options that npm took: %s', (_, args, env, line) => {
  expect(() => reject(args, { ...run, ...env })).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(/^--.* npm took (this option|these options) for itself$/),
      remedy: `Type -- after the script's name: npm run fleet -- ${line}`,
    }),
  );
});

it.each<[string, string, Record<string, string>]>([
  ['an option that was passed on too', 'plan --yes', { ...run, npm_config_yes: 'true' }],
  ['an option of another command', 'token put', { ...run, npm_config_config: 'x' }],
  [
    'an option that the user set for all of npm',
    'plan',
    { ...run, npm_config_yes: 'true', NPM_CONFIG_YES: 'true' },
  ],
  [
    "options that npm's built-in configuration sets, besides one typed after --",
    'deploy --config b.json',
    { ...run, npm_config_yes: 'true', npm_config_json: 'true' },
  ],
  ['a short option that was passed on too', 'deploy -ojson', { ...run, npm_config_o: 'json' }],
  ['an option that is off in .npmrc', 'plan', { ...run, npm_config_yes: '' }],
  ["npx's own options", 'plan', { npm_command: 'exec', npm_lifecycle_event: 'npx', npm_config_yes: 'true' }],
  ['a program started without npm', 'plan', { npm_config_yes: 'true' }],
])('accepts %s', (_, args, env) => {
  expect(() => reject(args, env)).not.toThrow();
});

it.each<[string, string, object]>([
  ["the user's .npmrc", 'yes=true\n', { npm_config_userconfig: 'FOLDER/.npmrc' }],
  ['a file that NPM_CONFIG_USERCONFIG names', 'yes=true', { NPM_CONFIG_USERCONFIG: 'FOLDER/.npmrc' }],
  ['the global npmrc', '; comment\nyes = true\n', { npm_config_globalconfig: 'FOLDER/.npmrc' }],
  ["the project's .npmrc", 'registry=https://x\nyes', { npm_config_local_prefix: 'FOLDER' }],
])('does not complain about an option that %s sets', (_, text, named) => {
  const folder = mkdtempSync(join(tmpdir(), 'npmrc-'));
  writeFileSync(join(folder, '.npmrc'), text);
  const files = JSON.parse(JSON.stringify(named).replace('FOLDER', folder)) as Record<string, string>;
  const env = { ...run, ...files, npm_config_yes: 'true' };
  expect(() => reject('deploy', env)).not.toThrow();
  expect(() => reject('deploy', { ...env, npm_config_json: 'true' })).toThrow(/^--json: npm took/);
  rmSync(folder, { recursive: true });
});
