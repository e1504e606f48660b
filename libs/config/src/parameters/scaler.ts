import { integer } from '../kinds/integers.ts';
import { boolean, choice } from '../kinds/scalars.ts';
import { defaulted } from './parameter.ts';

export const MAX_OVERPROVISION_FACTOR = 10_000;

export const scalerParameters = {
  SEMAPHORE_AGENT_USE_DYNAMIC_SCALING: defaulted(
    boolean,
    true,
    "Whether a Lambda raises the group's capacity to the jobs that wait and run. false: nothing does, the group keeps its size.",
    false,
  ),
  SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: defaulted(
    choice(['none', 'number', 'percentage']),
    'none',
    'Whether there are more agents than jobs, so that the next job need not wait for an instance: none, a number of them, or a percentage of the jobs (rounded up). A number is kept also without jobs when the minimum size is 0.',
    'percentage',
  ),
  SEMAPHORE_AGENT_OVERPROVISION_FACTOR: defaulted(
    integer({ min: 0, max: MAX_OVERPROVISION_FACTOR }),
    0,
    'The number, or the percentage, of agents beyond the jobs; at least 1 with either strategy.',
    10,
  ),
  SEMAPHORE_AGENT_SCALER_POLL_INTERVAL: defaulted(
    integer({ min: 1, max: 30, unit: 'seconds' }),
    2,
    "Seconds between two looks at Semaphore's queue.",
    5,
  ),
  SEMAPHORE_AGENT_SCALER_MAX_STEP: defaulted(
    integer({ min: 0, max: 10_000 }),
    0,
    'Most instances added in one decision; 0 means no limit.',
    10,
  ),
};
