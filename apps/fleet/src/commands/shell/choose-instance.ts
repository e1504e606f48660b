import { CancelledError, UsageError, UserError } from '../../cli/errors.ts';
import type { Shell } from '../../cli/shell.ts';
import { clock } from '../../render/render-entry.ts';
import type { FleetInstance } from './fleet-instances.ts';

/** How many instance ids a remedy lists at most. */
const MOST_SHOWN = 10;

export interface ChosenFrom {
  readonly instances: readonly FleetInstance[];
  /** The id that the user typed. */
  readonly wanted: string | undefined;
  /** Where the instances were looked up, for example `fleet ci in eu-west-1`. */
  readonly where: string;
}

/**
 * The instance with the wanted id; without one, the only instance, or the one that the user chooses.
 * @throws UserError if there is no such instance among them, UsageError if there are several and no terminal, CancelledError
 */
export async function chooseInstance(
  { instances, wanted, where }: ChosenFrom,
  shell: Shell,
): Promise<FleetInstance> {
  const [first] = instances;
  if (first === undefined)
    throw new UserError(
      where,
      wanted === undefined ? 'no instance is running' : `no instance is running, so neither is ${wanted}`,
      'Is the fleet in another region (--region) or account (--profile)?',
    );
  if (wanted !== undefined) {
    const found = instances.find(({ id }) => id === wanted);
    if (found !== undefined) return found;
    throw new UserError(`instance ${wanted}`, `is not a running instance of ${where}`, suggestion(instances));
  }
  if (instances.length === 1) return first;
  if (!shell.interactive)
    throw new UsageError(
      'instance',
      `${instances.length} instances of ${where} are running`,
      suggestion(instances),
    );
  const choices = instances.map((instance) => ({ value: instance.id, label: describe(instance) }));
  const id = await shell.choose('Which instance?', choices);
  const chosen = instances.find((instance) => instance.id === id);
  if (chosen === undefined) throw new CancelledError('no session was opened');
  return chosen;
}

function suggestion(instances: readonly FleetInstance[]): string {
  const shown = instances.slice(0, MOST_SHOWN).map(({ id, stackName }) => `${id} (${stackName})`);
  const more = instances.length - shown.length;
  return `Name one of ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** `i-0abc  ci  launched 2026-11-24 11:40:00 UTC` */
const describe = ({ id, stackName, launchedAt }: FleetInstance): string =>
  [id, stackName, ...(launchedAt === undefined ? [] : [`launched ${clock(launchedAt)} UTC`])].join('  ');
