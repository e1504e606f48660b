import * as z from 'zod/mini';
import type { TokenResponse } from './token.ts';

const count = z.int().check(z.nonnegative());

/** `POST /register`, authorised by the agent type's registration token. */
export const registerRequestSchema = z.looseObject({
  name: z.string().check(z.minLength(1)),
  version: z.string(),
  pid: z.int(),
  os: z.string(),
  arch: z.string(),
  hostname: z.string(),
  /** The agent ends after one job. */
  single_job: z.optional(z.boolean()),
  /** Seconds without a job after which it is told to shut down; 0 = never. */
  idle_timeout: z.optional(count),
  /** Seconds a job may go on after an interruption; 0 = none. */
  interruption_grace_period: z.optional(count),
  /** Only this job is for the agent; empty = any. */
  job_id: z.optional(z.string()),
});
export type RegisterRequest = z.infer<typeof registerRequestSchema>;

/** 201: the name given and the token for every later call. */
export interface RegisterResponse extends TokenResponse {
  readonly name: string;
}
