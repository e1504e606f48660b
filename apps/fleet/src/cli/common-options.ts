import { installation, type Installation } from '@agent-aws-stack/installation';
import { Command, Option } from 'commander';
import { FORMATS } from './command-output.ts';
import { EXIT_CODES } from './exit-code.ts';

/** The options of every command. */
export interface CommonOptions {
  /** Whether to print for programs instead of people: JSON or YAML. */
  readonly json: boolean;
  readonly region?: string;
  readonly profile?: string;
}

/** The options of a command that reads the configuration. */
export interface FleetOptions extends CommonOptions {
  readonly config?: string;
  /** Stack names; absent: every fleet of the configuration. */
  readonly fleet?: readonly string[];
}

/** The options of a command that also works on deployed stacks without their configuration. */
export interface StackOptions extends FleetOptions {
  /** Names of deployed stacks; absent: the fleets of the configuration. */
  readonly stack?: readonly string[];
}

/** The options of a command that changes something. */
export interface ChangeOptions {
  readonly yes: boolean;
}

/** Creates a command with the options that every command has. @param example - a command line for the help, without the program's name */
export function fleetCommand(name: string, example: string): Command {
  return new Command(name)
    .addOption(
      new Option('-o, --format <format>', 'print a table, or one JSON or YAML document').choices(FORMATS),
    )
    .option('--json', 'same as --format json', false)
    .option('--region <region>', 'AWS region, as for the AWS CLI')
    .option('--profile <name>', 'AWS profile, as for the AWS CLI')
    .addHelpText('after', `\nExample:\n  ${installation.program} ${example}\n\n${EXIT_CODES}`);
}

/** Adds the option that names the configuration file. */
export function withConfig(
  command: Command,
  { configuration }: Pick<Installation, 'configuration'> = installation,
): Command {
  const otherwise = configuration === undefined ? '' : `, else ${configuration}`;
  return command.option(
    '--config <file>',
    `JSON file of parameters (default: $SEMAPHORE_AGENT_STACK_CONFIG${otherwise})`,
  );
}

/** Adds the options of a command that reads the configuration. */
export function withFleetOptions(command: Command): Command {
  return withConfig(command).option(
    '--fleet <stack...>',
    'only these fleets in the file, by stack name (default: all)',
  );
}

/** Adds the options of a command that also works on deployed stacks without their configuration. */
export function withStackOptions(command: Command): Command {
  return withFleetOptions(command).addOption(
    new Option('--stack <name...>', 'these deployed stacks, without any configuration').conflicts([
      'config',
      'fleet',
    ]),
  );
}

/** Adds the option of a command that changes something. */
export function withYes(command: Command): Command {
  return command.option('--yes', 'do not ask', false);
}
