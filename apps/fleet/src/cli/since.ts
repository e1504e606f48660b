import { durationMs } from './duration.ts';

/** Parses `30s`, `10m`, `2h`, `1d` as a time before now, or an ISO date; undefined for anything else. */
export function parseSince(text: string, now: Date): Date | undefined {
  const ms = durationMs(text);
  if (ms !== undefined) return new Date(now.getTime() - ms);
  const date = /^\d{4}-\d{2}-\d{2}/.test(text) ? new Date(text) : undefined;
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
}
