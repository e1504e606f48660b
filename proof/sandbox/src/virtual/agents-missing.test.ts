import { afterEach, beforeAll, expect, it } from '@jest/globals';
import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import { printFigure } from '../fleet-life/testing/print-figure.ts';
import { physicalIdOf } from './stack-template.ts';
import { synthesizedTemplate } from './synthesized-template.ts';
import { VirtualFleet } from './virtual-fleet.ts';

const MINUTE = 60_000;
const ALARM = 'lab-agents-missing';
let template: unknown;
let virtual: VirtualFleet;

beforeAll(async () => {
  template = await synthesizedTemplate('lab', {
    ...{ ASG_MAX_SIZE: '20', LAUNCH_TIMEOUT: '300', ASG_METRICS: 'GroupInServiceInstances' },
  });
});
afterEach(() => virtual.close());

function start(): VirtualFleet {
  virtual = new VirtualFleet({
    ...{ stackName: 'lab', template, token: { parameter: 'agent-token', value: 't0ken' }, seed: 1 },
  });
  return virtual;
}
const changes = () => virtual.alarms.changes.filter(({ alarm }) => alarm === ALARM);

it('the alarm about missing agents is quiet while 20 agents at a time run one short job each, and their instances come and go', async () => {
  const { hub, fleet } = start();
  hub.enqueue(600, { durationMs: MINUTE });
  await virtual.run(60 * MINUTE);
  expect(fleet.instances().length).toBeGreaterThan(300);
  expect(changes()).toEqual([]);
});

it('the alarm about missing agents goes off half an hour after Semaphore forgets the agent of a frozen instance, and clears when the instance is gone', async () => {
  const { hub, fleet, clock } = start();
  hub.enqueue(1, { durationMs: 24 * 60 * MINUTE });
  await virtual.run(10 * MINUTE);
  const frozen = fleet.instances().find(({ state }) => state === 'in-service')?.id ?? '';
  // Suspend the health checks. Otherwise, the group would replace the instance.
  const suspended = fleet.context.registry.find(physicalIdOf(LOGICAL_IDS.group))?.suspended;
  suspended?.set('HealthCheck', 'a person');
  fleet.hang(frozen);
  const frozenAt = clock.now();
  await virtual.run(60 * MINUTE);
  expect(changes()).toMatchObject([{ state: 'ALARM' }]);
  const minutes = ((changes()[0]?.at ?? 0) - frozenAt) / MINUTE;
  printFigure(
    'frozen instance',
    `the alarm about missing agents went off after ${minutes.toFixed(0)} minutes`,
  );
  expect(minutes).toBeGreaterThanOrEqual(30);
  // Semaphore forgets a busy agent 15 minutes after its last sync, and the alarm needs 30 more. Five minutes are a margin.
  expect(minutes).toBeLessThan(15 + 35);
  suspended?.delete('HealthCheck');
  fleet.powerOff(frozen);
  await virtual.run(10 * MINUTE);
  expect(changes()).toMatchObject([{ state: 'ALARM' }, { state: 'OK' }]);
});
