import { nearest, type FleetConfig } from '@agent-aws-stack/config';
import type { AwsClients } from '../../aws/clients.ts';
import type { StackOptions } from '../../cli/common-options.ts';
import { UsageError } from '../../cli/errors.ts';
import type { Shell } from '../../cli/shell.ts';
import { loadConfiguration } from '../../fleets/chosen-fleets.ts';
import { withIds, type SelectedStack } from '../../fleets/selected-stacks.ts';
import { observedFleets } from '../../observe/observed-fleets.ts';

export interface Selection extends StackOptions {
  /** Whether to destroy every fleet of the configuration. */
  readonly all: boolean;
}

/**
 * The fleets to destroy: the deployed stacks that --stack names, or fleets of the configuration.
 * @throws UsageError if the configuration has no fleet with one of the names, if --all or --stack contradicts the names, or if no name is given for a
 * configuration with several fleets; ConfigurationError, UserError, AwsError
 */
export async function chooseFleets(
  aws: AwsClients,
  names: readonly string[],
  options: Selection,
  shell: Shell,
): Promise<readonly FleetConfig[]> {
  if (options.stack === undefined) return configuredStacks(names, options, shell).map(({ fleet }) => fleet);
  if (options.all || names.length > 0) {
    const others = options.all ? '--all' : `the names given, ${names.join(', ')}`;
    throw new UsageError(
      '--stack',
      `contradicts ${others}; nothing was destroyed`,
      'Pass only one of the two',
    );
  }
  return await observedFleets(aws, options, shell);
}

function configuredStacks(
  names: readonly string[],
  { all, config }: Selection,
  shell: Shell,
): readonly SelectedStack[] {
  if (all && names.length > 0) {
    throw new UsageError(
      '--all',
      `contradicts the names given, ${names.join(', ')}; nothing was destroyed`,
      'Pass either --all or names',
    );
  }
  const stacks = withIds(loadConfiguration(config === undefined ? {} : { config }, shell).all);
  if (all || (names.length === 0 && stacks.length === 1)) return stacks;
  const known = stacks.map(({ fleet }) => fleet.stackName);
  const has = `The configuration has ${known.join(', ')}`;
  if (names.length === 0) {
    throw new UsageError(
      'fleet',
      'not given: which fleet do you want to destroy?',
      `${has}; name one, or pass --all`,
    );
  }
  // Names may also be construct ids, as for the CDK CLI.
  const unknown = names.filter(
    (name) => !stacks.some(({ fleet, id }) => [fleet.stackName, id].includes(name)),
  );
  if (unknown.length > 0) {
    const close = unknown.flatMap((name) => nearest(name, known) ?? []);
    throw new UsageError(
      unknown.join(', '),
      `the configuration has no fleet of ${unknown.length === 1 ? 'this name' : 'these names'}; nothing was destroyed`,
      close.length === 0 ? has : `${has}. Did you mean ${[...new Set(close)].join(', ')}?`,
    );
  }
  return stacks.filter(({ fleet, id }) => names.includes(fleet.stackName) || names.includes(id));
}
