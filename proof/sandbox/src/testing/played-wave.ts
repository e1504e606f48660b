import { GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import type { FleetEvent } from '../fleet/events.ts';
import type { ScenarioContext } from '../scenario/context.ts';
import type { JobRecord } from '../semaphore/job.ts';
import { VirtualFleet } from '../virtual/virtual-fleet.ts';

/** What a fleet did for a wave of jobs. */
export interface PlayedWave {
  readonly results: readonly (string | undefined)[];
  /** The changes of the desired capacity. */
  readonly desired: readonly (readonly [from: number, to: number])[];
  readonly launches: number;
  /** Why agents ended. */
  readonly ends: readonly string[];
}

export function playedWave(events: readonly FleetEvent[], jobs: readonly JobRecord[]): PlayedWave {
  return {
    results: jobs.map(({ result }) => result),
    desired: events.flatMap((event) =>
      event.type === 'desired-changed' ? [[event.from, event.to] as const] : [],
    ),
    launches: events.filter(({ type }) => type === 'launching').length,
    ends: events.flatMap((event) => (event.type === 'agent-ended' ? [event.detail] : [])),
  };
}

/** The longest time from the arrival of a job to its start, in milliseconds. */
export function longestWaitMs(jobs: readonly JobRecord[]): number {
  return Math.max(...jobs.map(({ queuedAt, startedAt = Infinity }) => startedAt - queuedAt));
}

/** Plays a wave for the deployed stack on the virtual clock, with the delays of the sandbox. */
export async function playVirtually(
  { region, fleet: { config } }: ScenarioContext,
  { jobs, jobMs }: { readonly jobs: number; readonly jobMs: number },
) {
  const { launchDelayMs, bootMs, syncAfterMs } = region.pace;
  const { TemplateBody = '{}' } = await region.clients.cloudFormation.send(
    new GetTemplateCommand({ StackName: config.stackName }),
  );
  const virtual = new VirtualFleet({
    stackName: config.stackName,
    template: JSON.parse(TemplateBody),
    token: { parameter: config.token.parameterName, value: region.registrationToken },
    seed: 1,
    pace: { launchDelayMs, bootMs },
    syncAfterMs,
  });
  await virtual.run(2 * 60_000);
  virtual.hub.enqueue(jobs, { durationMs: jobMs });
  await virtual.run(60_000);
  const played = virtual.hub.jobs();
  await virtual.close();
  return { wave: playedWave(virtual.fleet.events(), played), longestWaitMs: longestWaitMs(played) };
}
