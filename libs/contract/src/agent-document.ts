import * as z from 'zod/mini';

/** How jobs are separated from the instance that runs them. */
export const JOB_ISOLATIONS = ['none', 'strict'] as const;
export type JobIsolation = (typeof JOB_ISOLATIONS)[number];

/**
 * With strict isolation, older images must not start an agent, because they would run its jobs without any isolation. They read
 * the name of the token's parameter from `agentTokenParameterName`. So with strict isolation, that key has this text as its value. No
 * instance may read a parameter of this name, so the start fails, and the name tells the reader of the log why.
 */
const IMAGE_TOO_OLD = 'this-image-is-too-old-for-strict-job-isolation';

/**
 * The content of the parameter `<stack>-config`, which an instance's start script reads. It does not contain the token,
 * only the name of the token's parameter.
 */
export interface AgentDocument {
  /** Host, or host:port, of the organization's Semaphore API. */
  readonly endpoint: string;
  readonly agentTokenParameterName: string;
  readonly sshKeysParameterName: string;
  readonly disconnectAfterJob: boolean;
  /** Seconds; 0 = never. */
  readonly disconnectAfterIdleTimeout: number;
  /** Environment variables of jobs, each as NAME=value. */
  readonly envVars: readonly string[];
  readonly usePreSignedURL: boolean;
  /** Whether an instance that terminates after its job is replaced, or lowers the desired capacity. */
  readonly afterJob: 'replace' | 'shrink';
  /** Whether an on-demand instance that terminates after its job lowers the desired capacity even if `afterJob` is replace. */
  readonly shrinkOnDemand: boolean;
  /** Seconds that a running job may continue after its agent learns that the instance is being shut down. */
  readonly interruptionGracePeriod: number;
  /** Seconds within which the agent must be ready for jobs, or the group replaces the instance; 0 = no limit. */
  readonly launchTimeout: number;
  /** Whether an instance retires when EC2 recommends to replace it. */
  readonly retireOnRebalance: boolean;
  /** Seconds after which an instance retires, give or take 5 %; 0 = never. */
  readonly retireAfter: number;
  /** What the names of the instance's log streams start with, before the instance id; empty if they start with the id. */
  readonly logStreamPrefix: string;
  readonly jobIsolation: JobIsolation;
  /** ARN of the role whose credentials jobs get. Undefined without strict isolation. */
  readonly jobRoleArn?: string | undefined;
}

/** The document is invalid, so start scripts cannot read it. The message names each invalid key. */
export class InvalidAgentDocumentError extends Error {
  override readonly name = 'InvalidAgentDocumentError';
}

// Not minLength: zod would read the `length` of any value, even of an object, and throw if that `length` cannot be compared.
const text = z.string({ error: 'must be text' }).check(z.regex(/[^]/, { error: 'must not be empty' }));

/** A number or boolean. This stack and the JavaScript stack write most of them as strings; JSON numbers and booleans are accepted too. */
const scalar = z.pipe(
  z.union([z.string(), z.number(), z.boolean()], { error: 'is missing' }),
  z.transform(String),
);
const flag = z.pipe(
  z.pipe(scalar, z.enum(['true', 'false'], { error: 'must be true or false' })),
  z.transform((value) => value === 'true'),
);
const seconds = z.pipe(
  z.pipe(scalar, z.string().check(z.regex(/^\d{1,9}$/, { error: 'must be a number of seconds' }))),
  z.transform(Number),
);
/** The agent refuses a value that contains an equals sign (ParseEnvVars in main.go of semaphoreci/agent). */
const variables = z.array(
  z
    .string({ error: 'must be NAME=value, with one =' })
    .check(z.regex(/^[A-Za-z_]\w*=[^=]*$/, { error: 'must be NAME=value, with one =' })),
  { error: 'must be a list of NAME=value' },
);

/** Older stacks do not write all keys. The defaults match the behaviour of those stacks. */
const schema = z.object({
  endpoint: text,
  agentTokenParameterName: text,
  sshKeysParameterName: text,
  disconnectAfterJob: flag,
  disconnectAfterIdleTimeout: seconds,
  envVars: z._default(variables, []),
  usePreSignedURL: z._default(flag, false),
  afterJob: z._default(z.enum(['replace', 'shrink'], { error: 'must be replace or shrink' }), 'replace'),
  shrinkOnDemand: z._default(flag, false),
  interruptionGracePeriod: z._default(seconds, 0),
  launchTimeout: z._default(seconds, 0),
  retireOnRebalance: z._default(flag, false),
  retireAfter: z._default(seconds, 0),
  logStreamPrefix: z._default(
    z
      .string({ error: 'must be text' })
      .check(z.regex(/^(?:[\w.-]+\/)?$/, { error: 'must be a name that ends in a slash' })),
    '',
  ),
  jobIsolation: z._default(z.enum(JOB_ISOLATIONS, { error: 'must be none or strict' }), 'none'),
  isolatedTokenParameterName: z.optional(text),
  jobRoleArn: z.optional(text),
});

/**
 * Writes the document for every image, including images of the JavaScript stack. Those images need each value in the type in which
 * the JavaScript stack wrote it, and no white space, because their scripts pass the document unquoted. Keys that the JavaScript stack did not have
 * are left out if they have their default, so that documents without new settings stay the same.
 */
export function writeAgentDocument(document: AgentDocument): string {
  const {
    disconnectAfterJob,
    disconnectAfterIdleTimeout,
    afterJob,
    shrinkOnDemand,
    interruptionGracePeriod,
    launchTimeout,
    logStreamPrefix,
  } = document;
  const { agentTokenParameterName, jobIsolation, jobRoleArn } = document;
  const isStrict = jobIsolation === 'strict';
  return JSON.stringify({
    endpoint: document.endpoint,
    agentTokenParameterName: isStrict ? IMAGE_TOO_OLD : agentTokenParameterName,
    sshKeysParameterName: document.sshKeysParameterName,
    disconnectAfterJob: String(disconnectAfterJob),
    disconnectAfterIdleTimeout: String(disconnectAfterIdleTimeout),
    envVars: document.envVars,
    usePreSignedURL: document.usePreSignedURL,
    ...(afterJob === 'replace' ? {} : { afterJob }),
    ...(shrinkOnDemand && { shrinkOnDemand }),
    ...(interruptionGracePeriod === 0 ? {} : { interruptionGracePeriod: String(interruptionGracePeriod) }),
    ...(launchTimeout === 0 ? {} : { launchTimeout: String(launchTimeout) }),
    ...(document.retireOnRebalance && { retireOnRebalance: 'true' }),
    ...(document.retireAfter === 0 ? {} : { retireAfter: String(document.retireAfter) }),
    ...(logStreamPrefix === '' ? {} : { logStreamPrefix }),
    ...(isStrict && { jobIsolation, isolatedTokenParameterName: agentTokenParameterName, jobRoleArn }),
  });
}

/** Reads the document as start scripts do. @throws InvalidAgentDocumentError with every problem at once */
export function readAgentDocument(json: string): AgentDocument {
  const parsed = schema.safeParse(parse(json), { error: () => 'must be a JSON object' });
  if (parsed.success) return ofItsIsolation(parsed.data);
  const problems = parsed.error.issues.map(({ path, message }) =>
    [path.join('.'), message].filter(Boolean).join(' '),
  );
  throw new InvalidAgentDocumentError(problems.join('; '));
}

/**
 * Without isolation, leaves out the keys that only isolation needs. With isolation, takes the name of the token's parameter from
 * `isolatedTokenParameterName`.
 */
function ofItsIsolation(read: z.output<typeof schema>): AgentDocument {
  const { isolatedTokenParameterName, jobRoleArn, ...document } = read;
  if (document.jobIsolation === 'none') return document;
  if (isolatedTokenParameterName !== undefined && jobRoleArn !== undefined)
    return { ...document, agentTokenParameterName: isolatedTokenParameterName, jobRoleArn };
  throw new InvalidAgentDocumentError(
    'isolatedTokenParameterName and jobRoleArn must be text if jobIsolation is strict',
  );
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
