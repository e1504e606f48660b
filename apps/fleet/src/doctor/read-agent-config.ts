import * as z from 'zod';

const schema = z.object({
  endpoint: z.string().min(1),
  agentTokenParameterName: z.string().min(1),
  sshKeysParameterName: z.string().min(1),
  disconnectAfterJob: z.string(),
  disconnectAfterIdleTimeout: z.string(),
  afterJob: z.string().default('replace'),
  interruptionGracePeriod: z.string().default('0'),
});

/** What instances configure their agents with; undefined when it is not what images can read. */
export function readAgentConfig(text: string): z.output<typeof schema> | undefined {
  return schema.safeParse(parseJson(text)).data;
}

/** undefined for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
