import * as z from 'zod';

/** The result of one case or check. scripts/run.ts and guest/run.ts print it as a line of JSON. */
export const Verdict = z.object({
  name: z.string(),
  /** Empty if the case passed. */
  problems: z.array(z.string()).readonly(),
  elapsedMs: z.number(),
});
export type Verdict = z.infer<typeof Verdict>;
