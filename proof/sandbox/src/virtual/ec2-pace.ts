import type { Pace } from '../fleet/simulation.ts';

/** Delays of EC2 in milliseconds, rather than the sandbox's short ones. Assumed, but for the notice of an interruption, which is two minutes. */
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
