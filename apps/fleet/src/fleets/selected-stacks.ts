import type { Caution, FleetConfig } from '@agent-aws-stack/config';
import { constructIdOf } from '@agent-aws-stack/contract';
import type { FleetOptions } from '../cli/common-options.ts';
import type { Shell } from '../cli/shell.ts';
import { loadConfiguration } from './chosen-fleets.ts';

export interface SelectedStack {
  readonly fleet: FleetConfig;
  /** The stack's construct id in the CDK app. If the configuration has only one fleet, the id is the JavaScript stack's. */
  readonly id: string;
}

export interface StackSelection {
  readonly stacks: readonly SelectedStack[];
  /** The configuration's cautions, already printed. */
  readonly cautions: readonly Caution[];
}

/** The stacks of the fleets that the options choose. @throws ConfigurationError, UsageError */
export function selectedStacks(
  options: Pick<FleetOptions, 'fleet' | 'config'>,
  shell: Shell,
): StackSelection {
  const { all, chosen, cautions } = loadConfiguration(options, shell);
  const stacks = chosen.map((fleet) => ({ fleet, id: constructIdOf(fleet.stackName, all.length) }));
  return { stacks, cautions };
}
