import * as z from 'zod/mini';

/** The reply to `POST /refresh`: a new token for the job's log stream. */
export const tokenResponseSchema = z.looseObject({ token: z.string().check(z.regex(/[^]/)) });
export type TokenResponse = z.infer<typeof tokenResponseSchema>;
