/** The properties of an instance that AWS's default termination policy uses. */
export interface ScaleInCandidate {
  readonly id: string;
  readonly availabilityZone: string;
  readonly launchTemplateVersion: number;
  /** Milliseconds since the epoch. */
  readonly launchedAt: number;
  readonly protectedFromScaleIn: boolean;
}

/**
 * Chooses up to `count` instances to terminate, by AWS's default policy: first by the zone with the most instances, then
 * by the oldest launch template version, then by the oldest instance. Never chooses protected instances.
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

/** Returns the zone for the next launch: the first of the zones with the fewest instances. */
export function zoneForLaunch(zones: readonly string[], instanceZones: readonly string[]): string {
  const count = (zone: string) => instanceZones.filter((other) => other === zone).length;
  const [best] = zones.toSorted((a, b) => count(a) - count(b));
  if (best === undefined) throw new RangeError('the group has no availability zone');
  return best;
}
