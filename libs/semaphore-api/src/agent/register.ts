import * as z from 'zod/mini';
import { tokenResponseSchema } from './token.ts';

const text = z._default(z.string(), '');
const integer = z._default(z.int(), 0);

/**
 * The request `POST /register`, authorized by the agent type's registration token. Semaphore's hub treats a missing field as empty
 * or 0, and rejects only wrong types (RegisterRequest in self_hosted_hub/pkg/publicapi/server.go of semaphoreio/semaphore).
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
  /** Semaphore shuts the agent down after this many seconds without a job; 0 = never. */
  idle_timeout: integer,
  /** How many seconds a job may continue after an interruption. */
  interruption_grace_period: integer,
  /** The agent runs only this job; empty = any. */
  job_id: text,
});
export type RegisterRequest = z.infer<typeof registerRequestSchema>;

/** The reply (201): the agent's name, and its access token, which authorizes all later requests. */
export const registerResponseSchema = z.looseObject({ ...tokenResponseSchema.shape, name: z.string() });
export type RegisterResponse = z.infer<typeof registerResponseSchema>;
