import * as z from 'zod/mini';

const commands = z.array(z.looseObject({ directive: z.string() }));

/** The reply to `GET /jobs/<id>`: everything that an agent needs to run a job. */
export const jobRequestSchema = z.looseObject({
  job_id: z.string().check(z.regex(/[^]/)),
  executor: z.string(),
  commands,
  epilogue_always_commands: commands,
  epilogue_on_pass_commands: commands,
  epilogue_on_fail_commands: commands,
  /** Values are encoded in Base64. */
  env_vars: z.array(z.looseObject({ name: z.string(), value: z.string() })),
  /** Contents are encoded in Base64, modes are octal. */
  files: z.array(z.looseObject({ path: z.string(), content: z.string(), mode: z.string() })),
  callbacks: z.looseObject({ finished: z.string(), teardown_finished: z.string(), token: z.string() }),
  logger: z.looseObject({
    method: z.string(),
    url: z.string(),
    token: z.string(),
    max_size_in_bytes: z.int().check(z.nonnegative()),
  }),
  compose: z.looseObject({}),
  ssh_public_keys: z.array(z.string()),
});
export type JobRequest = z.infer<typeof jobRequestSchema>;
