import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installation } from '@agent-aws-stack/installation';
import { expect, it } from '@jest/globals';
import { fleetsOf } from '../testing/preflight-problems.ts';
import { fleetParameters } from '../testing/fleet-file.ts';
import { controlPlanePrice } from './control-plane-price.ts';

const { costs } = JSON.parse(readFileSync(join(installation.root, 'docs/figures.json'), 'utf8')) as {
  costs: Record<'idle' | 'aroundTheClock' | 'idleOnX86', { total: number }>;
};
const { idle, aroundTheClock, idleOnX86 } = costs;
const alarms = 0.5;

it.each<[string, object, number, number]>([
  ['a fleet with alarms', {}, idle.total + alarms, aroundTheClock.total + alarms],
  [
    'a fleet without the launch brake and its alarm',
    { SEMAPHORE_AGENT_LAUNCH_BRAKE: false },
    idle.total + 0.4,
    aroundTheClock.total + 0.4,
  ],
  [
    'a fleet with the alarm about missing agents, which reads three metrics',
    { SEMAPHORE_AGENT_LAUNCH_TIMEOUT: 300, SEMAPHORE_AGENT_ASG_METRICS: ['GroupInServiceInstances'] },
    idle.total + alarms + 0.3,
    aroundTheClock.total + alarms + 0.3,
  ],
  [
    "a fleet with a limit for the jobs' wait, which adds an alarm and a metric",
    { SEMAPHORE_AGENT_MAX_JOB_WAIT: 300 },
    idle.total + alarms + 0.1,
    aroundTheClock.total + alarms + 0.1 + 0.3,
  ],
  ['a fleet without alarms', { SEMAPHORE_AGENT_ALARMS: false }, idle.total, aroundTheClock.total],
  [
    'a fleet with a dashboard, which may be free',
    { SEMAPHORE_AGENT_ALARMS: false, SEMAPHORE_AGENT_DASHBOARD: true },
    idle.total,
    aroundTheClock.total + 3,
  ],
  [
    'a fleet with Lambdas on x86_64',
    { SEMAPHORE_AGENT_LAMBDA_ARCH: 'x86_64' },
    idleOnX86.total + alarms,
    aroundTheClock.total + idleOnX86.total - idle.total + alarms,
  ],
  [
    'a fleet without scaler and alarms',
    { SEMAPHORE_AGENT_USE_DYNAMIC_SCALING: false, SEMAPHORE_AGENT_ALARMS: false },
    0,
    0,
  ],
])('the price of the control plane agrees with docs/figures.json for %s', (_, settings, least, most) => {
  const [fleet] = fleetsOf(fleetParameters('linux', { ...settings }));
  const price = controlPlanePrice(fleet!);
  expect(price.least).toBeCloseTo(least, 2);
  expect(price.most).toBeCloseTo(most, 2);
});
