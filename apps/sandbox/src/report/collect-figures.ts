import type { Region } from '../region.ts';
import { longestGap, spread } from './figures.ts';
import type { Figures, RoleCalls } from './figures.ts';

/** Reads a run's figures from what its Semaphore API and its fleet simulator wrote down. */
export function collectFigures({ semaphore, fleet }: Region, waveAt: number | undefined): Figures {
  const jobs = semaphore.jobs();
  const calls = fleet.calls();
  const firstRaise = calls.find(({ action, allowed, at }) => {
    return action === 'autoscaling:SetDesiredCapacity' && allowed && at >= (waveAt ?? Infinity);
  });
  return {
    jobs: jobs.length,
    raisedAfterMs: firstRaise && waveAt !== undefined ? firstRaise.at - waveAt : undefined,
    waitMs: spread(
      jobs.flatMap(({ queuedAt, startedAt }) => (startedAt === undefined ? [] : [startedAt - queuedAt])),
    ),
    polls: semaphore.metricsRequests(),
    longestPollGapMs: longestGap(semaphore.pollTimes()),
    failedCalls: calls.filter(({ allowed }) => !allowed).length,
    callsByRole: callsByRole(calls),
  };
}

function callsByRole(calls: ReturnType<Region['fleet']['calls']>): RoleCalls[] {
  const roles = new Map<string, Map<string, number>>();
  for (const { caller, action } of calls) {
    const actions = roles.get(caller) ?? new Map<string, number>();
    actions.set(action, (actions.get(action) ?? 0) + 1);
    roles.set(caller, actions);
  }
  return [...roles].map(([role, actions]) => ({ role, actions }));
}
