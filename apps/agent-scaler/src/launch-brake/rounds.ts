/** An instance that the group launched. Times are milliseconds since the epoch. */
export interface Launch {
  readonly instanceId: string;
  readonly startedAt: number;
  /** When the group began to terminate the instance, or abandoned its launch. @default - it has not */
  readonly endedAt?: number | undefined;
  /** Why the instance ended, in AWS's words. */
  readonly cause?: string | undefined;
  /** Whether the instance ended without having failed: an idle agent left, someone lowered the capacity, or Auto Scaling replaced an instance that worked. */
  readonly isScaleIn?: boolean | undefined;
}

/** What the group launched at once: all launches until the first of these instances ended. */
export interface Round {
  readonly startedAt: number;
  readonly launches: readonly Launch[];
}

/** Groups launches into rounds, oldest first. A launch after the end of an instance of the current round begins the next round. */
export function roundsOf(launches: readonly Launch[]): readonly Round[] {
  const rounds: { readonly startedAt: number; readonly launches: Launch[]; endsAt: number }[] = [];
  for (const launch of launches.toSorted((a, b) => a.startedAt - b.startedAt)) {
    const { startedAt, endedAt = Infinity } = launch;
    const current = rounds.at(-1);
    if (current === undefined || startedAt >= current.endsAt) {
      rounds.push({ startedAt, launches: [launch], endsAt: endedAt });
    } else {
      current.launches.push(launch);
      current.endsAt = Math.min(current.endsAt, endedAt);
    }
  }
  return rounds;
}

/** Whether the instance ended soon after its launch, and not because the group shrank. */
export function endedEarly({ startedAt, endedAt, isScaleIn }: Launch, earlyMs: number): boolean {
  return endedAt !== undefined && isScaleIn !== true && endedAt - startedAt <= earlyMs;
}

/**
 * How many of the newest rounds failed in a row: each of their instances ended early, or is still there after the time in which
 * its agent should have registered. Rounds whose instances may still boot are left out.
 */
export function failedRounds(rounds: readonly Round[], earlyMs: number, now: number): number {
  let failed = 0;
  for (const { launches } of rounds.toReversed()) {
    const ended = launches.filter((launch) => endedEarly(launch, earlyMs));
    const boots = launches.some(
      ({ startedAt, endedAt }) => endedAt === undefined && now - startedAt <= earlyMs,
    );
    if (boots && failed === 0) continue;
    const others = launches.filter((launch) => !ended.includes(launch) && launch.endedAt !== undefined);
    if (boots || ended.length === 0 || others.some(({ isScaleIn }) => isScaleIn !== true)) break;
    failed += 1;
  }
  return failed;
}
