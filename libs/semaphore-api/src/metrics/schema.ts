import * as z from 'zod/mini';

const count = z.int().check(z.nonnegative());

/** The reply to `GET /metrics`. Counts are whole numbers from 0. Unknown keys are accepted. */
export const metricsSchema = z.looseObject({
  jobs: z.looseObject({
    /** Jobs that wait for an agent, including those that the organization's quota holds back. */
    queued: count,
    running: count,
  }),
  agents: z.looseObject({
    idle: count,
    /** Includes lost agents until Semaphore removes them, so it may be higher than the number of busy agents. */
    occupied: count,
  }),
});
export type MetricsResponse = z.infer<typeof metricsSchema>;
