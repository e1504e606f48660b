import * as z from 'zod/mini';

const count = z.int().check(z.nonnegative());

/** `GET /metrics`. Counts are whole numbers, 0 or more. Unknown keys are ignored. */
export const metricsSchema = z.looseObject({
  jobs: z.looseObject({
    /** Waiting for an agent, including those that the organization's quota holds back. */
    queued: count,
    running: count,
  }),
  agents: z.looseObject({
    idle: count,
    /** Includes agents that have vanished, until Semaphore removes them, so it is not the true supply. */
    occupied: count,
  }),
});
export type MetricsResponse = z.infer<typeof metricsSchema>;
