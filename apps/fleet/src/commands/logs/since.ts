const UNITS_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Parses `30s`, `10m`, `2h`, `1d` as a time before now, or an ISO date; undefined for anything else. */
export function parseSince(text: string, now: Date): Date | undefined {
  const [, number, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (number !== undefined) {
    return new Date(now.getTime() - Number(number) * UNITS_MS[unit as keyof typeof UNITS_MS]);
  }
  const date = /^\d{4}-\d{2}-\d{2}/.test(text) ? new Date(text) : undefined;
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
}
