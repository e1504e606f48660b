import * as z from 'zod';

/** The options of run.ts. */
export const ScriptRunOptions = z.object({
  platform: z.enum(['linux', 'macos']),
  /** An empty folder. */
  folder: z.string(),
  /** The repository's images folder. */
  images: z.string(),
  /** Path of mikefarah's yq, version 4. */
  yq: z.string(),
  /** Path of Python 3. The scripts see none of its installed packages. */
  python: z.string(),
  /** Path of a bash 3.2 for the macOS cases. */
  bash32: z.string().optional(),
});
export type ScriptRunOptions = z.infer<typeof ScriptRunOptions>;
