import type { Pace } from '../fleet/simulation.ts';

/** EC2's delays in milliseconds, which are longer than the sandbox's. All are assumed, except the two minutes of a spot notice. */
export const ec2Pace = {
  launchDelayMs: 15_000,
  bootMs: 45_000,
  terminateMs: 5_000,
  shutdownLimitMs: 60_000,
  spotNoticeMs: 120_000,
  watchPollMs: 5_000,
  watchLastMs: 25_000,
  watchReactionMs: 1_000,
  rolloutReadMs: 300_000,
  launchRetryMs: 15_000,
  scheduleLateMs: 120_000,
  refreshMs: 1_000,
} satisfies Partial<Pace>;
