const MINUTE_MS = 60_000;
/** Places within an invocation's half of the interval. */
const PLACES = 4;

/** By what invocations that run at the same time are told apart. */
export interface InvocationIdentity {
  /** When its schedule fired. */
  readonly scheduledAt: Date;
  readonly requestId: string;
}

/**
 * Milliseconds from the start to the grid's next point. The grid lies on the wall clock: in the first half of each
 * interval for the invocations of even minutes, in the second for those of odd ones, and where in that half goes by the
 * request. Two that overlap look and raise at different moments, so that neither comes between the other's look and raise.
 */
export function gridPhaseMs(
  { scheduledAt, requestId }: InvocationIdentity,
  now: Date,
  intervalMs: number,
): number {
  const minute = Math.floor(scheduledAt.getTime() / MINUTE_MS);
  const place = [...requestId].reduce((sum, sign) => sum + (sign.codePointAt(0) ?? 0), 0) % PLACES;
  const point = Math.round((intervalMs / 2) * ((minute % 2) + place / PLACES));
  const phase = (point - (now.getTime() % intervalMs)) % intervalMs;
  return phase < 0 ? phase + intervalMs : phase;
}
