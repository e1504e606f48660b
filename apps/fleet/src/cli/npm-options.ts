import type { Command, Option } from 'commander';
import type { Environment } from '@agent-aws-stack/config';
import { UsageError } from './errors.ts';
import { quote } from './full-command.ts';
import { namesInNpmConfig } from './npm-config-files.ts';

/**
 * npm takes the options of `npm run fleet plan --config x` for itself, because there is no `--` before them, and leaves them in
 * npm_config_…: https://docs.npmjs.com/cli/v11/using-npm/config#environment-variables. npm 10.9 and 11.21 leave the value of `--config=x`
 * there too, and pass on that of `--config x` as an argument. They leave `-o json` as npm_config_o, and `-ojson` as npm_config_ojson.
 * @throws UsageError with the command line to type
 */
export function rejectOptionsTakenByNpm(program: Command, args: readonly string[], env: Environment): void {
  const script = env['npm_lifecycle_event'];
  // npx gives its own options, such as --yes, to the programs it starts.
  if (script === undefined || !env['npm_command']?.startsWith('run')) return;
  const { command, words } = namedCommand(program, args);
  const inFiles = namesInNpmConfig(env);
  const taken = command.options.flatMap((option) => {
    const value = inFiles.has(nameOf(option)) ? undefined : valueLeft(option, env);
    // Empty: off, as `yes=false` of an .npmrc.
    const isOn = value !== undefined && (value !== '' || option.negate);
    const isTaken = isOn && !isFromEnvironment(option, env) && !args.some((arg) => isFlag(option, arg));
    return isTaken ? [{ option, value }] : [];
  });
  if (taken.every(({ option }) => NPM_OPTIONS.has(nameOf(option))) && hasOwnOption(args, env)) return;
  if (taken.length === 0) return;
  const flags = taken.map(({ option }) => option.long).join(', ');
  const again = optionsAgain(command, taken, args.slice(words.length));
  const line = [...typedWords(words, env), ...again].join(' ');
  throw new UsageError(
    flags,
    `npm took ${taken.length === 1 ? 'this option' : 'these options'} for itself`,
    `Type -- after the script's name: npm run ${script} -- ${line}`,
  );
}

/** The options of this program that npm has too. Its built-in configuration can set them, and npm leaves them like typed ones. */
const NPM_OPTIONS: ReadonlySet<string> = new Set([
  'all',
  'color',
  'dry-run',
  'force',
  'json',
  'os',
  'progress',
  'yes',
]);

/** Whether an option was typed after `--`: npm passes on no other. The script's own options do not count. */
function hasOwnOption(args: readonly string[], env: Environment): boolean {
  const ofScript = (env['npm_lifecycle_script'] ?? '').split(' ');
  return args.some((arg) => arg.startsWith('-') && !ofScript.includes(arg));
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

/**
 * The taken options and the remaining arguments. One of these may be the value of a taken option. If it is not clear which, the option
 * has a placeholder.
 */
function optionsAgain(
  { registeredArguments }: Command,
  taken: readonly Taken[],
  args: readonly string[],
): readonly string[] {
  const others = [...args];
  const withValues = taken.map(({ option, value }): Taken => {
    const at = others.findIndex(
      (arg) => isWithoutValue({ option, value }) && option.argChoices?.includes(arg),
    );
    return at === -1 ? { option, value } : { option, value: others.splice(at, 1).join('') };
  });
  const withoutValue = withValues.filter(isWithoutValue);
  const known = withValues
    .filter((each) => !isWithoutValue(each))
    .flatMap(({ option, value }) => [String(option.long), ...(takesValue(option) ? [quote(value)] : [])]);
  const [only] = withoutValue;
  const words = others.map(quote);
  if (only === undefined) return [...words, ...known];
  const hasArguments = registeredArguments.length > 0;
  const isClear = withoutValue.length === 1 && (!hasArguments || words.length <= 1);
  if (isClear) return [String(only.option.long), ...words, ...known];
  const placeholders = withoutValue.map(({ option }) => option.flags.replace(/^-\w, /, ''));
  return [...(hasArguments ? words : []), ...placeholders, ...known];
}

const isWithoutValue = ({ option, value }: Taken): boolean => takesValue(option) && value === 'true';

const takesValue = ({ required, optional }: Option): boolean => required || optional;

const isFlag = (option: Option, arg: string): boolean =>
  arg === option.long || arg.startsWith(`${option.long}=`) || isShortFlag(option, arg);

/** `-o`, or `-ojson`. */
const isShortFlag = (option: Option, arg: string): boolean =>
  option.short !== undefined &&
  (arg === option.short || (takesValue(option) && arg.startsWith(option.short)));

/** What npm left of an option: under its long name, its letter, or its letter and value. */
function valueLeft(option: Option, env: Environment): string | undefined {
  const value = env[variableOf(option)];
  if (value !== undefined || option.short === undefined) return value;
  const letter = `npm_config_${option.short.slice(1)}`;
  return env[letter] ?? option.argChoices?.find((choice) => env[`${letter}${choice}`] !== undefined);
}

/** npm drops the `no-` of --no-check, and sets an empty value. */
const nameOf = ({ long = '' }: Option): string => String(long).replace(/^--(no-)?/, '');
const variableOf = (option: Option): string => `npm_config_${nameOf(option).replaceAll('-', '_')}`;

/** Whether the user set npm's option for all commands, such as NPM_CONFIG_YES. */
const isFromEnvironment = (option: Option, env: Environment): boolean =>
  env[variableOf(option).toUpperCase()] !== undefined;
