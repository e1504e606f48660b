import { Command } from 'commander';
import { EXIT_CODES } from './exit-code.ts';
import { expectProfile } from './profile.ts';

/** What every command takes. */
export interface CommonOptions {
  readonly json: boolean;
  readonly region?: string;
  readonly profile?: string;
}

/** What a command takes that reads the configuration. */
export interface FleetOptions extends CommonOptions {
  readonly config?: string;
  /** Stack names; absent: every fleet of the configuration. */
  readonly fleet?: readonly string[];
}

/** What a command takes that changes something. */
export interface ChangeOptions {
  readonly yes: boolean;
}

/** A command with the options that all have; they hold for the SDK and every process started, through the environment. */
export function fleetCommand(name: string, example: string): Command {
  return new Command(name)
    .option('--json', 'print JSON instead of text', false)
    .option('--region <region>', 'AWS region, as for the AWS CLI')
    .option('--profile <name>', 'AWS profile, as for the AWS CLI')
    .addHelpText('after', `\nExample:\n  ${example}\n\n${EXIT_CODES}`)
    .hook('preAction', async (_, command) => {
      const options = command.opts<FleetOptions>();
      if (options.profile !== undefined) await expectProfile(options.profile);
      applyToEnvironment(options, process.env);
    });
}

/** The options of a command that reads the configuration. */
export function withFleetOptions(command: Command): Command {
  return command
    .option('--config <file>', 'JSON file of parameters (default: $SEMAPHORE_AGENT_STACK_CONFIG)')
    .option('--fleet <stack...>', 'only these fleets in the file, by stack name (default: all)');
}

/** The option of a command that changes something. */
export function withYes(command: Command): Command {
  return command.option('--yes', 'do not ask', false);
}

/** CDK_DEPLOY_REGION says where fleets are deployed, so it holds where no --region is given. */
export function applyToEnvironment(
  { region, profile, config }: Partial<FleetOptions>,
  env: NodeJS.ProcessEnv,
): void {
  const wanted = region ?? (env['CDK_DEPLOY_REGION'] || undefined);
  if (wanted !== undefined) env['AWS_REGION'] = env['AWS_DEFAULT_REGION'] = env['CDK_DEPLOY_REGION'] = wanted;
  if (profile !== undefined) {
    env['AWS_PROFILE'] = profile;
    // Keys in the environment would win over the profile that was asked for, in the SDK and the CDK CLI alike.
    delete env['AWS_ACCESS_KEY_ID'];
    delete env['AWS_SECRET_ACCESS_KEY'];
    delete env['AWS_SESSION_TOKEN'];
  }
  if (config !== undefined) env['SEMAPHORE_AGENT_STACK_CONFIG'] = config;
}
