import { integer } from '../kinds/integers.ts';
import { boolean, choice } from '../kinds/scalars.ts';
import { defaulted } from './parameter.ts';

export const MAX_OVERPROVISION_FACTOR = 10_000;

export const scalerParameters = {
  enabled: defaulted('SEMAPHORE_AGENT_USE_DYNAMIC_SCALING', {
    kind: boolean,
    default: true,
    help: "Whether the scaler Lambda raises the group's desired capacity to match queued and running jobs. false: no scaler is deployed, and nothing raises the capacity.",
    example: false,
  }),
  overprovision: {
    strategy: defaulted('SEMAPHORE_AGENT_OVERPROVISION_STRATEGY', {
      kind: choice(['none', 'number', 'percentage']),
      default: 'none',
      help: 'How many agents to run beyond the current jobs, so that the next job does not wait for an instance to boot: none, a fixed number, or a percentage of the jobs (rounded up). With a minimum size of 0, a fixed number is kept even when there are no jobs.',
      example: 'percentage',
    }),
    factor: defaulted('SEMAPHORE_AGENT_OVERPROVISION_FACTOR', {
      kind: integer({ min: 0, max: MAX_OVERPROVISION_FACTOR }),
      default: 0,
      help: 'The number or percentage of extra agents for SEMAPHORE_AGENT_OVERPROVISION_STRATEGY; at least 1 unless the strategy is none.',
      example: 10,
    }),
  },
  pollIntervalSeconds: defaulted('SEMAPHORE_AGENT_SCALER_POLL_INTERVAL', {
    kind: integer({ min: 1, max: 30, unit: 'seconds' }),
    default: 2,
    help: 'Seconds between polls of the Semaphore job queue.',
    example: 5,
  }),
  maxStep: defaulted('SEMAPHORE_AGENT_SCALER_MAX_STEP', {
    kind: integer({ min: 0, max: 10_000 }),
    default: 0,
    help: 'Maximum number of instances added in one decision; 0 means no limit.',
    example: 10,
  }),
  launchBrake: defaulted('SEMAPHORE_AGENT_LAUNCH_BRAKE', {
    kind: boolean,
    default: true,
    help: 'Whether the scaler suspends launches after three rounds of instances that ended within ten minutes although no agent registered. It then lets the group launch once after 5, 10 and 20 minutes and every 30 minutes, until an agent registers.',
    example: false,
  }),
};
