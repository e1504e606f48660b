/** The number of instances in each state. */
export type InstanceCounts = readonly (readonly [state: string, count: number])[];

/** Our names for Auto Scaling's lifecycle states; the first match applies. */
const STATES: readonly (readonly [lifecycle: RegExp, state: string])[] = [
  [/^InService/, 'in service'],
  [/^Pending/, 'starting'],
  [/Standby/, 'on standby'],
  [/^Terminat|^Detach/, 'already terminating'],
  [/^/, 'in another state'],
];

/** Counts instances by lifecycle state; leaves out states without instances. */
export function countInstances(lifecycles: readonly string[]): InstanceCounts {
  const states = lifecycles.map((lifecycle) => STATES.find(([pattern]) => pattern.test(lifecycle))?.[1]);
  return STATES.map(([, state]) => [state, states.filter((each) => each === state).length] as const).filter(
    ([, count]) => count > 0,
  );
}

export const totalOf = (counts: InstanceCounts): number => counts.reduce((sum, [, count]) => sum + count, 0);
