import type { Shell } from '../../cli/shell.ts';
import { table } from '../../cli/table.ts';
import { ageOf } from '../../render/age-of.ts';
import type { Instance } from '../../observe/instances.ts';

/** More rows would push the rest of the status off the screen. */
const MOST_ROWS = 30;
const HEAD = ['ID', 'ZONE', 'TYPE', 'MARKET', 'AGE', 'IMAGE', 'VERSION', 'STATE'];
const UNKNOWN = '-';

/** A table of instances, one line each. */
export function renderInstances(
  instances: readonly Instance[],
  now: Date,
  style: Shell['style'],
): readonly string[] {
  if (instances.length === 0) return [];
  const rows = instances.slice(0, MOST_ROWS).map((instance) => rowOf(instance, now, style));
  const more = instances.length - rows.length;
  return [
    ...table(HEAD, rows).split('\n'),
    ...(more > 0 ? [style('dim', `and ${more} more: --json prints all`)] : []),
  ];
}

function rowOf(instance: Instance, now: Date, style: Shell['style']): readonly string[] {
  const { id, zone, type, market, launchedAt, imageId, version, lifecycle, healthy } = instance;
  return [
    ...[id, zone, type ?? UNKNOWN, market ?? UNKNOWN],
    launchedAt === undefined ? UNKNOWN : ageOf(now.getTime() - launchedAt.getTime()),
    ...[imageId ?? UNKNOWN, version ?? UNKNOWN],
    healthy ? lifecycle : style('red', `${lifecycle}, unhealthy`),
  ];
}
