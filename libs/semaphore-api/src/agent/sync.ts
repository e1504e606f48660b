import * as z from 'zod/mini';

const AGENT_STATES = [
  'waiting-for-jobs',
  'starting-job',
  'running-job',
  'stopping-job',
  'finished-job',
] as const;
export type AgentState = (typeof AGENT_STATES)[number];

const JOB_RESULTS = ['passed', 'failed', 'stopped'] as const;
export type JobResult = (typeof JOB_RESULTS)[number];

const SYNC_ACTIONS = ['wait-for-jobs', 'run-job', 'continue', 'stop-job', 'shutdown'] as const;
export type SyncAction = (typeof SYNC_ACTIONS)[number];

const SHUTDOWN_REASONS = ['idle', 'job-finished', 'requested', 'interrupted'] as const;
export type ShutdownReason = (typeof SHUTDOWN_REASONS)[number];

/** The request `POST /sync`: an agent's state. An empty string means that the value is absent. */
export const syncRequestSchema = z.looseObject({
  state: z.enum(AGENT_STATES),
  job_id: z.optional(z.string()),
  job_result: z.optional(z.union([z.enum(JOB_RESULTS), z.literal('')])),
  /** Seconds since the epoch; 0 = not interrupted. */
  interrupted_at: z.optional(z.int().check(z.nonnegative())),
});
export type SyncRequest = z.infer<typeof syncRequestSchema>;

/** The reply: what the agent must do, and when it must sync again. */
export const syncResponseSchema = z.looseObject({
  action: z.enum(SYNC_ACTIONS),
  job_id: z.optional(z.string()),
  shutdown_reason: z.optional(z.union([z.enum(SHUTDOWN_REASONS), z.literal('')])),
  /** Milliseconds. */
  next_sync_after: z.optional(z.int().check(z.nonnegative())),
});
export type SyncResponse = z.infer<typeof syncResponseSchema>;
