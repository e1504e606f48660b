import * as z from 'zod/mini';

const count = z.int().check(z.nonnegative());

/** `GET /metrics`. Counts are whole and never negative; a key that is added one day does no harm. */
export const metricsSchema = z.looseObject({
  jobs: z.looseObject({
    /** Waiting for an agent, those held back by the organization's quota included. */
    queued: count,
    running: count,
  }),
  agents: z.looseObject({
    idle: count,
    /** A vanished agent counts until Semaphore lets go of it: not the true supply. */
    occupied: count,
  }),
});
export type MetricsResponse = z.infer<typeof metricsSchema>;
