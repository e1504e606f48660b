import { clock } from '../../render/render-entry.ts';
import { table } from '../../cli/table.ts';
import type { Shell } from '../../cli/shell.ts';
import type { ScaleReturn } from '../../observe/scale-return.ts';
import { RETURN_ACTION, type ScheduledAction } from '../../observe/scheduled-actions.ts';
import type { ScalePlan, Sizes } from './plan-scale.ts';

const LIMITS = [
  ['min', 'minimum'],
  ['max', 'maximum'],
] as const;
const NAMES = [...LIMITS, ['desired', 'desired capacity']] as const;

export interface ScaleContext {
  readonly dangers: readonly string[];
  /** Whether agents leave when they have no job for a while. */
  readonly hasIdleTimeout: boolean;
  /** The scheduled actions of the group. */
  readonly schedules: readonly ScheduledAction[];
  readonly style: Shell['style'];
}

/** What the change does and how long it lasts, as text. */
export function renderScale(
  fleet: string,
  plan: ScalePlan,
  { dangers, hasIdleTimeout, schedules, style }: ScaleContext,
): string {
  const rows = NAMES.filter(([size]) => plan.before[size] !== plan.after[size]).map(([size, name]) => [
    name,
    `${plan.before[size]} → ${plan.after[size]}`,
  ]);
  const lines = [
    ...(rows.length === 0 ? ['the sizes stay as they are'] : table([], rows).split('\n')),
    ...durationOf(plan),
    ...scheduleLines(plan, schedules),
    ...(hasIdleTimeout && raisesDesiredOnly(plan)
      ? ['Agents that find no job within their idle timeout leave, and lower the desired capacity again.']
      : []),
    ...dangers.map((danger) => style('red', `DANGER: ${danger}`)),
  ];
  return [style('bold', fleet), ...lines.map((line) => `  ${line}`)].join('\n');
}

function durationOf({ before, after, scaleReturn, replaced }: ScalePlan): readonly string[] {
  const isChanged = (limit: 'min' | 'max') => before[limit] !== after[limit];
  if (scaleReturn !== undefined) {
    const staying = LIMITS.filter(([limit]) => isChanged(limit) && scaleReturn[limit] === undefined);
    return [
      `At ${clock(scaleReturn.at)} UTC, Auto Scaling sets ${limitsIn(scaleReturn)} again.`,
      'A deployment may set the configured minimum and maximum before that.',
      ...staying.map(([, name]) => `The new ${name} lasts until a deployment sets the configured one.`),
    ];
  }
  return [
    ...(replaced === undefined
      ? []
      : [`Cancels the change at ${clock(replaced.at)} UTC, which would set ${limitsIn(replaced)}.`]),
    ...(isChanged('min') || isChanged('max')
      ? ['This lasts until a deployment sets the configured minimum and maximum.']
      : []),
  ];
}

/** How the user's own scheduled actions interfere. */
function scheduleLines(
  { before, after, scaleReturn }: ScalePlan,
  schedules: readonly ScheduledAction[],
): readonly string[] {
  const isTouched = (limit: 'min' | 'max') =>
    before[limit] !== after[limit] || scaleReturn?.[limit] !== undefined;
  return schedules
    .filter(({ name }) => name !== RETURN_ACTION)
    .filter((action) =>
      (['min', 'max'] as const).some((limit) => action[limit] !== undefined && isTouched(limit)),
    )
    .map(({ name, when }) =>
      scaleReturn === undefined
        ? `The scheduled action ${name} (${when}) can change the limits earlier.`
        : `If the scheduled action ${name} (${when}) runs before that, it sets its limits then, and they stay.`,
    );
}

const raisesDesiredOnly = ({ before, after }: ScalePlan): boolean =>
  before.desired < after.desired && before.min === after.min && before.max === after.max;

/** `the minimum to 0 and the maximum to 10` */
function limitsIn({ min, max }: Pick<ScaleReturn, 'min' | 'max'>): string {
  const parts = [
    ...(min === undefined ? [] : [`the minimum to ${min}`]),
    ...(max === undefined ? [] : [`the maximum to ${max}`]),
  ];
  return parts.join(' and ');
}

/** `ci: from 0 to 20, 4 desired; at 2026-11-24 14:00:30 UTC from 0 to 10` */
export function renderResult(
  fleet: string,
  { min, max, desired }: Sizes,
  back: ScaleReturn | undefined,
): string {
  const returns =
    back === undefined ? '' : `; at ${clock(back.at)} UTC from ${back.min ?? min} to ${back.max ?? max}`;
  return `${fleet}: from ${min} to ${max}, ${desired} desired${returns}`;
}
