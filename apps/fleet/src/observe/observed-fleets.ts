import type { FleetConfig } from '@agent-aws-stack/config';
import type { AwsClients } from '../aws/clients.ts';
import type { StackOptions } from '../cli/common-options.ts';
import { fullCommandWith } from '../cli/full-command.ts';
import type { Shell } from '../cli/shell.ts';
import { chosenFleets } from '../fleets/chosen-fleets.ts';

/**
 * The fleets that a command observes: the deployed stacks that --stack names, without any configuration; else those of the configuration.
 * @throws ConfigurationError, UsageError, as `chosenFleets` does; UserError, AwsError, as `deployedFleets` does
 */
export async function observedFleets(
  aws: Pick<AwsClients, 'stacks'>,
  options: StackOptions,
  shell: Shell,
): Promise<readonly FleetConfig[]> {
  if (options.stack === undefined) return chosenFleets(options, shell);
  // Loaded on demand, because it loads the YAML parser.
  const { deployedFleets } = await import('./deployed-fleets.ts');
  return deployedFleets(aws, options.stack, fullCommandWith(options));
}
