import * as z from 'zod';

/** The options of run.ts. */
export const ScriptRunOptions = z.object({
  platform: z.enum(['linux', 'macos']),
  /** An empty folder. */
  folder: z.string(),
  /** The repository's images folder. */
  images: z.string(),
  /** mikefarah's yq, version 4. */
  yq: z.string(),
  /** Python 3, which has to do without any package. */
  python: z.string(),
  /** A bash 3.2 to run macOS's cases with. */
  bash32: z.string().optional(),
});
export type ScriptRunOptions = z.infer<typeof ScriptRunOptions>;
