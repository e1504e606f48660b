const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
] as const;

/** `3d`, `2h`, `20m`, or `0m` for less than a minute */
export function ageOf(ms: number): string {
  const [unit, unitMs] = UNITS.find(([, size]) => ms >= size) ?? UNITS[2];
  return `${Math.max(0, Math.floor(ms / unitMs))}${unit}`;
}
