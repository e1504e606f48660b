import type { Shell } from '../cli/shell.ts';
import type { ScalerEntry } from '../observe/scaler-log.ts';

const COLOURS = { warn: 'yellow', error: 'red', info: 'dim' } as const;

/** `2026-11-24 14:43:08  raised 0 → 12 of 20 (demand): 12 queued, 0 running; agents 0 idle, 0 busy` */
export function renderEntry(entry: ScalerEntry, { style }: Pick<Shell, 'style'>): string {
  const time = style('dim', clock(entry.at));
  if (entry.kind === 'event') return `${time}  ${style(COLOURS[entry.level], entry.text)}`;
  const { decision, desired, target, max, reason, queued, running, held = 0, idle, occupied } = entry;
  const ofThem = held > 0 ? ` (${held} held by the quota)` : '';
  const jobs = `${queued} queued${ofThem}, ${running} running; agents ${idle} idle, ${occupied} busy`;
  const what =
    decision === 'raise'
      ? style('green', `raised ${desired} → ${target} of ${max}`)
      : `held at ${desired} of ${max}`;
  return `${time}  ${what} (${reason}): ${jobs}`;
}

/** Date and time in UTC: `2026-11-24 14:43:08` */
export const clock = (at: Date): string => at.toISOString().slice(0, 19).replace('T', ' ');
