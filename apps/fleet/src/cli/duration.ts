import { InvalidArgumentError } from 'commander';

const UNITS_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds of `30s`, `10m`, `2h` or `1d`; undefined for anything else. */
export function durationMs(text: string): number | undefined {
  const [, number, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * UNITS_MS[unit as keyof typeof UNITS_MS];
}

/** Reads an option's value as a duration from `least` to `most`, both written like `30s`. Returns milliseconds. */
export function duration(least: string, most: string): (text: string) => number {
  return (text) => {
    const ms = durationMs(text);
    if (ms === undefined || ms < Number(durationMs(least)) || ms > Number(durationMs(most)))
      throw new InvalidArgumentError(
        `It must be a duration from ${least} to ${most}, such as 30m, 2h or 1d.`,
      );
    return ms;
  };
}
