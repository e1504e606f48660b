import type { FleetConfig } from '@agent-aws-stack/config';
import type { AwsClients } from '../aws/clients.ts';
import type { StackOptions } from '../cli/common-options.ts';
import { UsageError } from '../cli/errors.ts';
import type { Shell } from '../cli/shell.ts';
import { observedFleets } from './observed-fleets.ts';

/**
 * The fleet that the options choose, for a command that works on one fleet only.
 * @param why the reason for that, which completes the error message
 * @throws UsageError if the options choose several fleets; what `observedFleets` throws
 */
export async function onlyFleet(
  aws: Pick<AwsClients, 'stacks'>,
  options: StackOptions,
  shell: Shell,
  why: string,
): Promise<FleetConfig> {
  const [fleet, ...others] = await observedFleets(aws, options, shell);
  if (fleet !== undefined && others.length === 0) return fleet;
  throw new UsageError(options.stack === undefined ? '--fleet' : '--stack', `name one fleet: ${why}`);
}
