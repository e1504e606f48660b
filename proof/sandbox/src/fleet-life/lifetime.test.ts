import { describe, expect, it } from '@jest/globals';
import { synthesizedTemplate } from '../virtual/synthesized-template.ts';
import { VirtualFleet } from '../virtual/virtual-fleet.ts';
import { printFigure } from './testing/print-figure.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const INSTANCES = 4;
/** Stands in for one day, which is the shortest lifetime that AWS accepts. */
const LIFETIME_MS = 20 * MINUTE;
const stackName = 'lifetime';

async function templateOf(isProtected: boolean): Promise<unknown> {
  const template = await synthesizedTemplate(stackName, {
    ...{ SEMAPHORE_ENDPOINT: 'hub.test', TOKEN_PARAMETER_NAME: 'token' },
    ...{
      ASG_MIN_SIZE: String(INSTANCES),
      ASG_MAX_SIZE: String(INSTANCES),
      ASG_MAX_INSTANCE_LIFETIME: '86400',
    },
    ...{ DISCONNECT_AFTER_JOB: 'false', DISCONNECT_AFTER_IDLE_TIMEOUT: '0' },
    ASG_NEW_INSTANCES_PROTECTED_FROM_SCALE_IN: String(isProtected),
  });
  return JSON.parse(JSON.stringify(template).replaceAll('86400', String(LIFETIME_MS / SECOND)));
}

/** Keeps long-lived agents busy with jobs of 20 to 200 s until all first instances are gone, or twice their lifetime has passed. */
async function outlive(template: unknown) {
  const virtual = new VirtualFleet({
    stackName,
    template,
    token: { parameter: 'token', value: 't' },
    seed: 1,
  });
  const { hub, fleet, random } = virtual;
  await virtual.run(3 * MINUTE);
  const first = fleet.instances().map(({ id }) => id);
  const live = () =>
    fleet.instances().filter(({ id, state }) => first.includes(id) && state !== 'terminated');
  while (live().length > 0 && virtual.elapsedMs < 2 * LIFETIME_MS) {
    if (hub.unfinishedJobs().length < INSTANCES)
      hub.enqueue(1, { durationMs: (20 + random.fraction() * 180) * SECOND });
    await virtual.run(SECOND);
  }
  const lastLeftAfterMs = virtual.elapsedMs;
  await virtual.run(5 * MINUTE);
  const jobs = hub.jobs();
  await virtual.close();
  const lost = jobs.filter(({ result }) => result !== 'passed').length;
  const minutes = Math.round(lastLeftAfterMs / MINUTE);
  return { lost, jobs: jobs.length, stayed: live().length, minutes };
}

describe('the maximum lifetime of busy instances', () => {
  it.each([
    [true, 'the watch replaces protected instances, and no job is lost'],
    [false, 'the group replaces unprotected instances, and running jobs are lost'],
  ])('protection %p: %s', async (isProtected) => {
    const { lost, jobs, stayed, minutes } = await outlive(await templateOf(isProtected));
    printFigure(
      `lifetime of 20 minutes, ${isProtected ? '' : 'not '}protected from scale-in`,
      `${lost} of ${jobs} jobs lost, the last of ${INSTANCES} instances left after ${minutes} min`,
    );
    expect(stayed).toBe(0);
    expect(lost > 0).toBe(!isProtected);
  });
});
