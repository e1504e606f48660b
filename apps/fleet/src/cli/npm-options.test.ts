import { Command } from 'commander';
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
program.addCommand(new Command('token').addCommand(new Command('put').option('--yes')));

const run = { npm_command: 'run-script', npm_lifecycle_event: 'fleet' };
const reject = (args: string, env: Record<string, string>) =>
  rejectOptionsTakenByNpm(program, args.split(' '), env);

it.each<[string, string, Record<string, string>, string]>([
  ['npm 10', 'plan', { npm_config_config: 'my file.json' }, "plan --config 'my file.json'"],
  ['npm 11', 'plan x.json', { npm_config_config: 'true' }, 'plan --config x.json'],
  [
    'several values',
    'plan a b',
    { npm_config_fleet: 'true', npm_config_yes: 'true' },
    'plan --fleet a b --yes',
  ],
  ['a negated option', 'plan --strict', { npm_config_compare: '' }, 'plan --strict --no-compare'],
  [
    'a script of one command',
    'plan a',
    { npm_lifecycle_script: 'node apps/fleet/src/main.ts plan', npm_config_fleet: 'true' },
    '--fleet a',
  ],
  ['a subcommand', 'token put', { npm_config_yes: 'true' }, 'token put --yes'],
  [
    'values that cannot be told apart',
    'plan x.json a',
    { npm_config_config: 'true', npm_config_fleet: 'true' },
    'plan --config <file> --fleet <stack...>',
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
  ['an option that is off in .npmrc', 'plan', { ...run, npm_config_yes: '' }],
  ["npx's own options", 'plan', { npm_command: 'exec', npm_lifecycle_event: 'npx', npm_config_yes: 'true' }],
  ['a program started without npm', 'plan', { npm_config_yes: 'true' }],
])('accepts %s', (_, args, env) => {
  expect(() => reject(args, env)).not.toThrow();
});
