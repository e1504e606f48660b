import * as z from 'zod';

/** What agents send, as the open-source agent (v2.2 to v2.4) spells it. */

export const agentStateSchema = z.enum([
  'waiting-for-jobs',
  'starting-job',
  'running-job',
  'stopping-job',
  'finished-job',
]);
export type AgentState = z.infer<typeof agentStateSchema>;

export const jobResultSchema = z.enum(['passed', 'failed', 'stopped']);
export type JobResult = z.infer<typeof jobResultSchema>;

export type ShutdownReason = 'idle' | 'job-finished' | 'requested' | 'interrupted';

const seconds = z.number().int().min(0);

export const registerRequestSchema = z.object({
  /** 8 to 80 characters, or the pre-signed address of sts:GetCallerIdentity. */
  name: z.union([z.string().min(8).max(80), z.url({ protocol: /^https?$/ }).max(4096)]),
  version: z.string().min(1),
  pid: z.number().int().optional(),
  os: z.string(),
  arch: z.string(),
  hostname: z.string(),
  single_job: z.boolean().default(false),
  idle_timeout: seconds.default(0),
  interruption_grace_period: seconds.default(0),
  job_id: z.string().default(''),
});
export type RegisterRequest = z.infer<typeof registerRequestSchema>;

export const syncRequestSchema = z.object({
  state: agentStateSchema,
  job_id: z.string().default(''),
  job_result: z.union([jobResultSchema, z.literal('')]).default(''),
  /** Seconds since the epoch; 0 = not interrupted. */
  interrupted_at: z.number().int().min(0).default(0),
});
export type SyncRequest = z.infer<typeof syncRequestSchema>;

/** What the server answers; the simulated agents read it with these. */

export const registerResponseSchema = z.object({ name: z.string(), token: z.string().min(1) });

export const syncResponseSchema = z.object({
  action: z.enum(['continue', 'wait-for-jobs', 'run-job', 'stop-job', 'shutdown']),
  job_id: z.string().default(''),
  shutdown_reason: z
    .union([z.enum(['idle', 'job-finished', 'requested', 'interrupted']), z.literal('')])
    .default(''),
  /** Milliseconds. */
  next_sync_after: z.number().int().positive(),
});
export type SyncResponse = z.infer<typeof syncResponseSchema>;

export const refreshResponseSchema = z.object({ token: z.string().min(1) });

const directives = z.array(z.object({ directive: z.string() }));

export const jobRequestSchema = z.object({
  job_id: z.string(),
  executor: z.literal('shell'),
  commands: directives,
  epilogue_always_commands: directives,
  epilogue_on_pass_commands: directives,
  epilogue_on_fail_commands: directives,
  /** Values in base64. */
  env_vars: z.array(z.object({ name: z.string(), value: z.string() })),
  files: z.array(z.object({ path: z.string(), content: z.string(), mode: z.string() })),
  callbacks: z.object({ finished: z.string(), teardown_finished: z.string(), token: z.string() }),
  logger: z.object({
    method: z.literal('push'),
    url: z.string(),
    token: z.string(),
    max_size_in_bytes: z.number().int().positive(),
  }),
  compose: z.object({}),
  ssh_public_keys: z.array(z.string()),
});
export type JobRequest = z.infer<typeof jobRequestSchema>;
