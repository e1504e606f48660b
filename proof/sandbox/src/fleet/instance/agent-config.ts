import * as z from 'zod';

/** A boolean as the config parameter has it: text, or for some keys the real thing. */
const flag = z.union([z.boolean(), z.enum(['true', 'false'])]).transform((value) => String(value) === 'true');

const seconds = z.string().regex(/^\d+$/).transform(Number);

/** The document in `<stack>-config`, read as the image's start script reads it. */
export const agentConfigSchema = z.object({
  endpoint: z.string().min(1),
  agentTokenParameterName: z.string().min(1),
  sshKeysParameterName: z.string().min(1),
  disconnectAfterJob: flag,
  /** Seconds; 0 = never. */
  disconnectAfterIdleTimeout: seconds,
  envVars: z.array(z.string()),
  usePreSignedURL: flag,
  afterJob: z.enum(['replace', 'shrink']).default('replace'),
  /** Seconds. */
  interruptionGracePeriod: seconds.default(0),
});

export type AgentConfig = z.infer<typeof agentConfigSchema>;
