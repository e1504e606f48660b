import * as z from 'zod/mini';
import { tokenResponseSchema } from './token.ts';

const text = z._default(z.string(), '');
const integer = z._default(z.int(), 0);

/**
 * `POST /register`, authorized by the agent type's registration token. The server accepts any JSON object: a field that is
 * missing counts as empty or 0, and only a wrong type is refused (RegisterRequest in self_hosted_hub/pkg/publicapi/server.go of semaphoreio/semaphore).
 */
export const registerRequestSchema = z.looseObject({
  name: text,
  version: text,
  pid: integer,
  os: text,
  arch: text,
  hostname: text,
  /** The agent ends after one job. */
  single_job: z._default(z.boolean(), false),
  /** Seconds without a job after which Semaphore shuts the agent down; 0 = never. */
  idle_timeout: integer,
  /** Seconds that a job may continue after an interruption; 0 = none. */
  interruption_grace_period: integer,
  /** The agent runs only this job; empty = any. */
  job_id: text,
});
export type RegisterRequest = z.infer<typeof registerRequestSchema>;

/** 201: the agent's name and its access token, which authorizes every later call. */
export const registerResponseSchema = z.looseObject({ ...tokenResponseSchema.shape, name: z.string() });
export type RegisterResponse = z.infer<typeof registerResponseSchema>;
