import { integer } from '../kinds/integers.ts';
import { boolean, choice } from '../kinds/scalars.ts';
import { defaulted } from './parameter.ts';

export const MAX_OVERPROVISION_FACTOR = 10_000;

export const scalerParameters = {
  SEMAPHORE_AGENT_USE_DYNAMIC_SCALING: defaulted(
    boolean,
    true,
    "Whether the scaler Lambda raises the group's desired capacity to match queued and running jobs. false: no scaler is deployed, and nothing raises the capacity.",
    false,
  ),
  SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: defaulted(
    choice(['none', 'number', 'percentage']),
    'none',
    'How many agents to run beyond the current jobs, so that the next job does not wait for an instance to boot: none, a fixed number, or a percentage of the jobs (rounded up). With a minimum size of 0, a fixed number is kept even when there are no jobs.',
    'percentage',
  ),
  SEMAPHORE_AGENT_OVERPROVISION_FACTOR: defaulted(
    integer({ min: 0, max: MAX_OVERPROVISION_FACTOR }),
    0,
    'The number or percentage of extra agents for SEMAPHORE_AGENT_OVERPROVISION_STRATEGY; at least 1 unless that is none.',
    10,
  ),
  SEMAPHORE_AGENT_SCALER_POLL_INTERVAL: defaulted(
    integer({ min: 1, max: 30, unit: 'seconds' }),
    2,
    'Seconds between polls of the Semaphore job queue.',
    5,
  ),
  SEMAPHORE_AGENT_SCALER_MAX_STEP: defaulted(
    integer({ min: 0, max: 10_000 }),
    0,
    'Maximum number of instances added in one decision; 0 means no limit.',
    10,
  ),
};
