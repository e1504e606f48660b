import type { ChaosFleet } from '../chaos-fleet.ts';
import type { Invariant } from './invariant.ts';

/** The launch brake's tag has times in whole seconds. */
const ROUNDING_MS = 1_000;
const FAILED_ROUNDS = 3;

/**
 * The launch brake opens only with a cause: of the instances launched since the scaler began to watch, at least three have ended, and none has
 * registered its agent.
 */
export function brakeHasCause(fleet: ChaosFleet): Invariant {
  let watchedSince: number | undefined;
  let openSince: number | undefined;
  return () => {
    const brake = fleet.launchBrake;
    if (brake === undefined || brake.kind === 'watching') {
      watchedSince = brake?.since;
      openSince = undefined;
      return [];
    }
    if (openSince !== undefined) return [];
    openSince = brake.since;
    const opened = `the launch brake opened at ${new Date(openSince).toISOString().slice(11, 19)}`;
    if (watchedSince === undefined) return [`${opened}, but the scaler had not watched launches`];
    const from = watchedSince;
    const until = openSince + ROUNDING_MS;
    const launched = fleet.virtual.fleet
      .instances()
      .filter(({ launchedAt }) => launchedAt >= from && launchedAt < until);
    const registered = launched.filter(({ registeredAt = Infinity }) => registeredAt < until);
    const ended = launched.filter(({ history }) => history.some(isEnd(until)));
    return [
      ...registered.map(({ id }) => `${opened}, but the agent of ${id} had registered`),
      ...(ended.length < FAILED_ROUNDS ? [`${opened}, but only ${ended.length} instances had ended`] : []),
    ];
  };
}

const isEnd =
  (until: number) =>
  ({ at, what }: { readonly at: number; readonly what: string }): boolean =>
    at < until && what.startsWith('Terminat');
