import { afterEach, expect, it } from '@jest/globals';
import { synthesizedTemplate } from './synthesized-template.ts';
import { VirtualFleet } from './virtual-fleet.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let virtual: VirtualFleet;
afterEach(() => virtual.close());

/** How many instances a fleet of ten warm agents launches per hour without a job, once all ten are there. */
async function launchesPerHour(
  hours: number,
  parameters: Readonly<Record<string, string>> = {},
): Promise<number> {
  const template = await synthesizedTemplate('lab', {
    ASG_MIN_SIZE: '10',
    ASG_MAX_SIZE: '20',
    DISCONNECT_AFTER_IDLE_TIMEOUT: '300',
    ...parameters,
  });
  const token = { parameter: 'agent-token', value: 't0ken' };
  virtual = new VirtualFleet({ stackName: 'lab', template, token, seed: 4 });
  await virtual.run(10 * MINUTE);
  const launched = () => virtual.fleet.events().filter(({ type }) => type === 'launching').length;
  const before = launched();
  await virtual.run(hours * HOUR);
  expect(virtual.size).toMatchObject({ min: 10, desired: 10 });
  return (launched() - before) / hours;
}

it('launches at most 10 instances an hour for ten idle agents that start again on their instances, and replaces every instance after a job', async () => {
  const perHour = await launchesPerHour(2);
  expect(perHour).toBeGreaterThan(5);
  expect(perHour).toBeLessThanOrEqual(10);
  console.info(
    `10 warm agents with an idle timeout of 300 s, started again on their instances: ${perHour} launches an hour`,
  );
  virtual.hub.enqueue(10, { durationMs: 10_000 });
  await virtual.run(15 * MINUTE);
  const hosts = virtual.fleet
    .events()
    .flatMap((event) => (event.type === 'job-started' && 'instanceId' in event ? [event.instanceId] : []));
  expect(new Set(hosts).size).toBe(10);
  const ends = virtual.fleet.instances().filter(({ id }) => hosts.includes(id));
  expect(ends.map(({ state }) => state)).toEqual(Array<string>(10).fill('terminated'));
});

it('launches a new instance after each idle timeout if jobs are isolated', async () => {
  const perHour = await launchesPerHour(0.5, { JOB_ISOLATION: 'strict' });
  expect(perHour).toBeGreaterThan(90);
  console.info(
    `10 warm agents with an idle timeout of 300 s, each replaced by a new instance: ${perHour} launches an hour`,
  );
});
