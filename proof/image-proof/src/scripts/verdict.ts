import * as z from 'zod';

/** What one case came to, as run.ts prints it. */
export const Verdict = z.object({
  name: z.string(),
  /** Empty where all is as expected. */
  problems: z.array(z.string()).readonly(),
  elapsedMs: z.number(),
});
export type Verdict = z.infer<typeof Verdict>;
