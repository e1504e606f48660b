import type { Command, Option } from 'commander';
import type { Environment } from '@agent-aws-stack/config';
import { UsageError } from './errors.ts';
import { quote } from './full-command.ts';

/**
 * npm takes the options of `npm run fleet plan --config x` for itself, because there is no `--` before them, and leaves them in
 * npm_config_…: https://docs.npmjs.com/cli/v11/using-npm/config#environment-variables. npm 10 leaves the value there too, npm 11
 * passes it on as an argument.
 * @throws UsageError with the command line to type
 */
export function rejectOptionsTakenByNpm(program: Command, args: readonly string[], env: Environment): void {
  const script = env['npm_lifecycle_event'];
  // npx gives its own options, such as --yes, to the programs it starts.
  if (script === undefined || !env['npm_command']?.startsWith('run')) return;
  const { command, words } = namedCommand(program, args);
  const taken = command.options.flatMap((option) => {
    const value = env[variableOf(option)];
    // Empty: off, as `yes=false` of an .npmrc.
    const isOn = value !== undefined && (value !== '' || option.negate);
    const isTaken = isOn && !isFromEnvironment(option, env) && !args.some((arg) => isFlag(option, arg));
    return isTaken ? [{ option, value }] : [];
  });
  if (taken.length === 0) return;
  const flags = taken.map(({ option }) => option.long).join(', ');
  const line = [...typedWords(words, env), ...optionsAgain(taken, args.slice(words.length))].join(' ');
  throw new UsageError(
    flags,
    `npm took ${taken.length === 1 ? 'this option' : 'these options'} for itself`,
    `Type -- after the script's name: npm run ${script} -- ${line}`,
  );
}

interface Taken {
  readonly option: Option;
  readonly value: string;
}

/** The words of a command without those that the npm script has already, such as `destroy` of `npm run destroy`. */
function typedWords(words: readonly string[], env: Environment): readonly string[] {
  const script = env['npm_lifecycle_script'] ?? '';
  return script.endsWith(` ${words.join(' ')}`) ? [] : words;
}

/** The command that the first words name. */
function namedCommand(program: Command, args: readonly string[]) {
  let command = program;
  const words: string[] = [];
  for (const arg of args) {
    const next = command.commands.find((each) => each.name() === arg);
    if (next === undefined) break;
    command = next;
    words.push(arg);
  }
  return { command, words };
}

/** The taken options and the remaining arguments. One of these may be the value of a taken option. */
function optionsAgain(taken: readonly Taken[], others: readonly string[]): readonly string[] {
  const isWithoutValue = ({ option, value }: Taken) => takesValue(option) && value === 'true';
  const withoutValue = taken.filter(isWithoutValue);
  const known = taken
    .filter((each) => !isWithoutValue(each))
    .flatMap(({ option, value }) => [String(option.long), ...(takesValue(option) ? [quote(value)] : [])]);
  const [only] = withoutValue;
  if (only === undefined) return [...others.map(quote), ...known];
  if (withoutValue.length === 1) return [String(only.option.long), ...others.map(quote), ...known];
  return [...withoutValue.map(({ option }) => option.flags), ...known];
}

const takesValue = ({ required, optional }: Option): boolean => required || optional;

const isFlag = ({ long, short }: Option, arg: string): boolean =>
  arg === short || arg === long || arg.startsWith(`${long}=`);

/** npm drops the `no-` of --no-check, and sets an empty value. */
const variableOf = ({ long = '' }: Option): string =>
  `npm_config_${String(long)
    .replace(/^--(no-)?/, '')
    .replaceAll('-', '_')}`;

/** Whether the user set npm's option for all commands, such as NPM_CONFIG_YES. */
const isFromEnvironment = (option: Option, env: Environment): boolean =>
  env[variableOf(option).toUpperCase()] !== undefined;
