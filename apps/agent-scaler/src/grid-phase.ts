const MINUTE_MS = 60_000;
/** How many offsets there are within each half of the interval. */
const OFFSETS = 4;

/** What distinguishes invocations that run at the same time. */
export interface InvocationIdentity {
  /** When the schedule fired. */
  readonly scheduledAt: Date;
  readonly requestId: string;
}

/**
 * Milliseconds from the start to the next point of the grid. Grids are aligned to the wall clock: invocations of even
 * minutes poll in the first half of each interval, those of odd minutes in the second half, and the request id chooses
 * the offset within that half. Two invocations that overlap therefore describe the group and raise at different moments,
 * and neither raises between the other's look and raise.
 */
export function gridPhaseMs(
  { scheduledAt, requestId }: InvocationIdentity,
  now: Date,
  intervalMs: number,
): number {
  const minute = Math.floor(scheduledAt.getTime() / MINUTE_MS);
  const offset = [...requestId].reduce((sum, sign) => sum + (sign.codePointAt(0) ?? 0), 0) % OFFSETS;
  const point = Math.round((intervalMs / 2) * ((minute % 2) + offset / OFFSETS));
  const phase = (point - (now.getTime() % intervalMs)) % intervalMs;
  return phase < 0 ? phase + intervalMs : phase;
}
