import { loadFleetsFromProcess, type FleetConfig } from '@agent-aws-stack/config';
import { constructIdOf } from '@agent-aws-stack/contract';
import type { FleetOptions } from '../cli/common-options.ts';
import type { Shell } from '../cli/shell.ts';
import { chosenFleets } from './chosen-fleets.ts';

export interface SelectedStack {
  readonly fleet: FleetConfig;
  /** What the CDK calls it: where there is only one, as in the JavaScript stack. */
  readonly id: string;
}

/** The fleets that the options choose, as the CDK knows them. @throws ConfigurationError, UsageError */
export function selectedStacks(
  options: Pick<FleetOptions, 'fleet' | 'config'>,
  shell: Shell,
): readonly SelectedStack[] {
  const chosen = chosenFleets(options, shell);
  const { length } = loadFleetsFromProcess().fleets;
  return chosen.map((fleet) => ({ fleet, id: constructIdOf(fleet.stackName, length) }));
}
