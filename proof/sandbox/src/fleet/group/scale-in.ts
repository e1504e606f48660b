/** What AWS's default termination policy looks at. */
export interface ScaleInCandidate {
  readonly id: string;
  readonly availabilityZone: string;
  readonly launchTemplateVersion: number;
  /** Milliseconds since the epoch. */
  readonly launchedAt: number;
  readonly protectedFromScaleIn: boolean;
}

/**
 * Chooses up to `count` instances by AWS's default policy: from the zone with most instances,
 * then the oldest launch template, then the oldest instance. Protected ones are never chosen.
 */
export function chooseForScaleIn<Candidate extends ScaleInCandidate>(
  candidates: readonly Candidate[],
  count: number,
): readonly Candidate[] {
  const remaining = [...candidates];
  const chosen: Candidate[] = [];
  while (chosen.length < count) {
    const next = chooseOne(remaining);
    if (next === undefined) break;
    chosen.push(next);
    remaining.splice(remaining.indexOf(next), 1);
  }
  return chosen;
}

function chooseOne<Candidate extends ScaleInCandidate>(
  candidates: readonly Candidate[],
): Candidate | undefined {
  const inZone = (zone: string) =>
    candidates.filter(({ availabilityZone }) => availabilityZone === zone).length;
  return candidates
    .filter(({ protectedFromScaleIn }) => !protectedFromScaleIn)
    .toSorted(
      (a, b) =>
        inZone(b.availabilityZone) - inZone(a.availabilityZone) ||
        a.launchTemplateVersion - b.launchTemplateVersion ||
        a.launchedAt - b.launchedAt ||
        (a.id < b.id ? -1 : 1),
    )[0];
}

/** The zone with the fewest instances, for the next launch; the first of equals. */
export function zoneForLaunch(zones: readonly string[], occupied: readonly string[]): string {
  const count = (zone: string) => occupied.filter((other) => other === zone).length;
  const [best] = zones.toSorted((a, b) => count(a) - count(b));
  if (best === undefined) throw new RangeError('the group has no availability zone');
  return best;
}
