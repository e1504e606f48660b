import type { FleetConfig } from '@agent-aws-stack/config';
import type { AwsClients } from '../aws/clients.ts';
import type { StackOptions } from '../cli/common-options.ts';
import { CancelledError, UsageError } from '../cli/errors.ts';
import { quote } from '../cli/full-command.ts';
import type { Shell } from '../cli/shell.ts';
import { observedFleets } from './observed-fleets.ts';

/**
 * The fleet that the options choose, for a command that works on one fleet only. If they choose several, the user chooses one of them.
 * @param why the reason why the command works on one fleet only, which completes the error message
 * @throws UsageError if the options choose several fleets and nobody can be asked; CancelledError; what `observedFleets` throws
 */
export async function onlyFleet(
  aws: Pick<AwsClients, 'stacks'>,
  options: StackOptions,
  shell: Shell,
  why: string,
): Promise<FleetConfig> {
  const fleets = await observedFleets(aws, options, shell);
  const [fleet, ...others] = fleets;
  if (fleet !== undefined && others.length === 0) return fleet;
  const names = fleets.map(({ stackName }) => stackName);
  if (!shell.interactive || options.json) {
    const option = options.stack === undefined ? '--fleet' : '--stack';
    const choices = names.map((name) => `${option} ${quote(name)}`);
    throw new UsageError(option, `name one fleet: ${why}`, `Add ${choices.join(' or ')}`);
  }
  const chosen = await shell.choose(
    'Which fleet?',
    names.map((name) => ({ value: name, label: name })),
  );
  const found = fleets.find(({ stackName }) => stackName === chosen);
  if (found === undefined) throw new CancelledError();
  return found;
}
