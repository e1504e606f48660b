import type { Command, Option } from 'commander';
import type { Environment } from '@agent-aws-stack/config';
import { UsageError } from './errors.ts';
import { quote } from './full-command.ts';
import { namesInNpmConfig } from './npm-config-files.ts';

/**
 * Rejects a command line from which npm has removed options. In `npm run fleet plan --config x`, the option has no `--` before it, so npm takes
 * it for itself and sets the variable npm_config_config: https://docs.npmjs.com/cli/v11/using-npm/config#environment-variables.
 * npm 10.9 and 11.21 put the value of `--config=x` into the variable, but pass on the value of `--config x` as an argument. They set
 * npm_config_o for `-o json`, and npm_config_ojson for `-ojson`.
 * @throws UsageError with the command line to type
 */
export function rejectOptionsTakenByNpm(program: Command, args: readonly string[], env: Environment): void {
  const script = env['npm_lifecycle_event'];
  // npx sets the same variables for its own options, such as --yes.
  if (script === undefined || !env['npm_command']?.startsWith('run')) return;
  const { command, words } = namedCommand(program, args);
  const inFiles = namesInNpmConfig(env);
  const taken = command.options.flatMap((option) => {
    const value = inFiles.has(nameOf(option)) ? undefined : valueLeft(option, env);
    // npm sets an empty value for an option that its configuration turns off.
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

/** The options of this program that npm has too. npm's built-in configuration can set them; npm then sets the same variables as if they were typed. */
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

/** Whether an option was typed after `--`. npm passes on only such options, so any option in `args` was typed after `--`, unless the npm script itself has it. */
function hasOwnOption(args: readonly string[], env: Environment): boolean {
  const ofScript = (env['npm_lifecycle_script'] ?? '').split(' ');
  return args.some((arg) => arg.startsWith('-') && !ofScript.includes(arg));
}

interface Taken {
  readonly option: Option;
  readonly value: string;
}

/** The words of the command that the user types; none if the npm script has them already, as `npm run destroy` has `destroy`. */
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
 * What to type after the command: the taken options and the remaining arguments. An argument may be the value of a taken option; if it is
 * unclear which argument is the value, the option gets a placeholder.
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

/** The value of an option that npm took: in npm_config_format or npm_config_o or, for `-ojson`, in the name of npm_config_ojson. Undefined if npm did not take it. */
function valueLeft(option: Option, env: Environment): string | undefined {
  const value = env[variableOf(option)];
  if (value !== undefined || option.short === undefined) return value;
  const letter = `npm_config_${option.short.slice(1)}`;
  return env[letter] ?? option.argChoices?.find((choice) => env[`${letter}${choice}`] !== undefined);
}

/** The name without `no-`: for --no-compare, npm sets npm_config_compare to an empty value. */
const nameOf = ({ long = '' }: Option): string => String(long).replace(/^--(no-)?/, '');
const variableOf = (option: Option): string => `npm_config_${nameOf(option).replaceAll('-', '_')}`;

/** Whether the user's environment sets the option for npm, with a variable such as NPM_CONFIG_YES. */
const isFromEnvironment = (option: Option, env: Environment): boolean =>
  env[variableOf(option).toUpperCase()] !== undefined;
