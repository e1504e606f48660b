import { InvokeCommand } from '@aws-sdk/client-lambda';
import { agentsWanted } from '@agent-aws-stack/sizing';
import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import type { ScenarioContext } from './context.ts';
import { stackResource } from './stack-resources.ts';

const seconds = 1_000;

/** Invokes the scaler, because its first scheduled invocation may be more than a minute away. */
export async function invokeScaler({ region, fleet, expectations, signal }: ScenarioContext): Promise<void> {
  const { clients, semaphore } = region;
  const scaler = await stackResource(
    clients.cloudFormation,
    fleet.config.stackName,
    LOGICAL_IDS.scalerFunction,
  );
  await clients.lambda.send(new InvokeCommand({ FunctionName: scaler.physicalId, InvocationType: 'Event' }));
  await expectations.eventually(
    'the scaler polls Semaphore',
    () => ({ held: semaphore.pollTimes().length >= 2, seen: `${semaphore.pollTimes().length} polls` }),
    { withinMs: 20 * seconds, signal },
  );
}

export interface Wave {
  readonly jobs: number;
  readonly jobMs: number;
}

/** Queues jobs. Waits until the desired capacity has followed, without exceeding the maximum, and all jobs have passed. */
export async function sendWave(context: ScenarioContext, { jobs, jobMs }: Wave): Promise<void> {
  const { region, fleet, expectations, signal } = context;
  const { semaphore } = region;
  const { minSize, maxSize } = fleet.config.group;
  const wanted = Math.min(maxSize, Math.max(minSize, jobs));
  const before = semaphore.jobs().length;
  semaphore.enqueue(jobs, { durationMs: jobMs });

  await expectations.eventually(
    `for ${jobs} jobs the desired capacity rises to at least ${wanted} and at most ${maxSize}`,
    async () => {
      const desired = await desiredCapacity(context);
      return { held: desired >= wanted && desired <= maxSize, seen: `${desired}` };
    },
    { withinMs: 30 * seconds, signal },
  );
  const rounds = Math.ceil(jobs / Math.max(1, wanted));
  await expectations.eventually(
    `all ${jobs} jobs pass`,
    () => {
      const wave = semaphore.jobs().slice(before);
      const passed = wave.filter(({ result }) => result === 'passed').length;
      return { held: passed === jobs, seen: `${passed} of ${jobs} passed` };
    },
    { withinMs: 60 * seconds + rounds * (jobMs + 15 * seconds), signal },
  );
}

/** Waits until idle agents have terminated their instances, and the fleet stays at the size that it has without jobs. */
export async function waitForRest(context: ScenarioContext): Promise<void> {
  const { region, fleet, expectations, signal } = context;
  const { group, scaler } = fleet.config;
  const headroom = scaler?.overprovision ?? { strategy: 'none' };
  const atRest = Math.min(group.maxSize, agentsWanted({ queued: 0, running: 0 }, group.minSize, headroom));
  await expectations.eventually(
    `without jobs the fleet returns to ${atRest}`,
    async () => {
      const desired = await desiredCapacity(context);
      const running = region.fleet.instances().filter(({ state }) => state !== 'terminated').length;
      return {
        held: desired === atRest && running === atRest,
        seen: `desired ${desired}, ${running} instances`,
      };
    },
    // Within two polls, a faulty scaler would change the capacity again.
    { withinMs: 60 * seconds, forMs: 2 * (scaler?.pollIntervalSeconds ?? 0) * seconds, signal },
  );
  checkNothingDenied(context);
}

/** Checks that no call was denied. The fleet simulator records the calls to Auto Scaling, and instances' calls to SSM. */
export function checkNothingDenied({ region, expectations }: ScenarioContext): void {
  const denied = region.fleet.calls().filter(({ verdict }) => verdict === 'denied');
  expectations.check("no call to Auto Scaling, and no instance's call to SSM, was denied", {
    held: denied.length === 0,
    seen:
      denied.map(({ role, action, resource }) => `${role}: ${action} on ${resource}`).join(', ') ||
      'none denied',
  });
}

async function desiredCapacity({ region, fleet }: ScenarioContext): Promise<number> {
  const groups = await region.fleet.groups();
  const group = groups.find(({ name }) => name.startsWith(`${fleet.config.stackName}-`));
  return group?.desired ?? -1;
}
