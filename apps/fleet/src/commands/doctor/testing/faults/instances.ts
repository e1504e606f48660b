import { HEALTHY } from '../../../../observe/testing/healthy-facts.ts';
import { changed, fails, fault, warns } from '../fault.ts';

const [first, second] = HEALTHY.group.instances;

export const INSTANCE_FAULTS = [
  fault(
    'instances-healthy',
    'one unhealthy',
    changed('group', { instances: [{ ...first!, healthy: false }, second!] }),
    warns(/1 of 2 unhealthy: i-1/, /logs --instance i-1/),
  ),
  fault(
    'instances-registered',
    'agents never registered',
    changed('demand', { agents: { idle: 0, occupied: 0 } }),
    fails(/2 instances .* only 0 agents/, /logs --instance i-1/),
  ),
  fault(
    'jobs-waiting',
    'held back by Semaphore',
    { demand: { jobs: { queued: 2, running: 1 }, agents: { idle: 2, occupied: 1 } } },
    warns(/2 wait although 2 agents are idle/, /quota of parallel jobs/),
  ),
  fault(
    'jobs-held',
    'the scaler has seen held jobs',
    changed('scalerSamples', { heldJobs: 45 }),
    warns(/45 queued jobs got no agent/, /quota of parallel jobs.*fleet -- explain/),
  ),
];
