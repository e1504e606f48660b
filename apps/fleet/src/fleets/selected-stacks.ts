import type { FleetConfig } from '@agent-aws-stack/config';
import { constructIdOf } from '@agent-aws-stack/contract';
import type { FleetOptions } from '../cli/common-options.ts';
import type { Shell } from '../cli/shell.ts';
import { loadConfiguration, printCautions } from './chosen-fleets.ts';

export interface SelectedStack {
  readonly fleet: FleetConfig;
  /** The stack's construct id in the CDK app. If the configuration has only one fleet, the id is the JavaScript stack's. */
  readonly id: string;
}

/** The stacks of the fleets that the options choose, for a deployment. Prints the configuration's cautions. @throws ConfigurationError, UsageError */
export function selectedStacks(
  options: Pick<FleetOptions, 'fleet' | 'config'>,
  shell: Shell,
): readonly SelectedStack[] {
  const { all, chosen, cautions } = loadConfiguration(options, shell);
  printCautions(cautions, shell);
  return withIds(all).filter(({ fleet }) => chosen.includes(fleet));
}

/** All fleets of a configuration with their ids. */
export const withIds = (all: readonly FleetConfig[]): readonly SelectedStack[] =>
  all.map((fleet) => ({ fleet, id: constructIdOf(fleet.stackName, all.length) }));
