/** A look at the spot group: how much capacity was missing. */
interface Look {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** In instances, or in units if the group uses weights. */
  readonly missing: number;
}

/** What is known about missing spot capacity. */
export interface SpotShortage {
  /**
   * The looks whose `missing` can still be the least of a window that ends now or later. Each look is later than the one before it, and saw
   * more missing. The first look has the least of the window that ends with the last look.
   */
  readonly looks: readonly [Look, ...Look[]];
  /** When nothing was missing for the last time. Undefined if nothing is missing now. */
  readonly since: number | undefined;
  readonly lastAt: number;
}

export interface ShortageWindow {
  /** How long capacity must be missing until it counts. */
  readonly windowMs: number;
  /** If nobody has looked for longer than this, the window starts again. */
  readonly longestGapMs: number;
}

/** Nothing is missing now. */
export const noShortage = (now: number): SpotShortage => ({
  looks: [{ at: now, missing: 0 }],
  since: undefined,
  lastAt: now,
});

/** Adds a look. */
export function observeShortage(
  known: SpotShortage,
  missing: number,
  now: number,
  { windowMs, longestGapMs }: ShortageWindow,
): SpotShortage {
  const { looks, since, lastAt } = now - known.lastAt > longestGapMs ? noShortage(now) : known;
  const rising = [...looks.filter((look) => look.missing < missing), { at: now, missing }];
  const [first = { at: now, missing }, ...others] = rising.slice(
    rising.findIndex(({ at }) => at > now - windowMs),
  );
  return {
    looks: [first, ...others],
    since: missing === 0 ? undefined : (since ?? lastAt),
    lastAt: now,
  };
}

/** How much capacity was missing all through the window. */
export const lastingShortage = ({ looks: [least] }: SpotShortage): number => least.missing;

/** When the lasting shortage will grow, provided that no less than now is missing until then. Undefined if it will not. */
export function lastingShortageGrowsAt(
  { looks: [least, next] }: SpotShortage,
  { windowMs }: Pick<ShortageWindow, 'windowMs'>,
): number | undefined {
  return next && least.at + windowMs;
}

/** What an invocation must know to continue. */
export interface ShortageSummary {
  readonly since: number;
  /** The least that was missing since then, or within the window if that is shorter. */
  readonly missing: number;
  readonly seenAt: number;
}

/** Undefined if nothing is missing. */
export function summarizeShortage({ looks, since, lastAt }: SpotShortage): ShortageSummary | undefined {
  const least = looks.find(({ missing }) => missing > 0);
  return since === undefined || least === undefined
    ? undefined
    : { since, missing: least.missing, seenAt: lastAt };
}

/** Continues from a summary. @param now counts as the last look */
export const shortageOf = ({ since, missing, seenAt }: ShortageSummary, now: number): SpotShortage => ({
  looks: [
    { at: since, missing: 0 },
    { at: seenAt, missing },
  ],
  since,
  lastAt: now,
});
