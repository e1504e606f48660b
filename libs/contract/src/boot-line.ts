import * as z from 'zod/mini';

/**
 * The steps of an instance's start, in their order. A mark says when a step ended:
 * - kernel: the first process of the system starts. Only on EC2: in a guest of the image tests, the clock since boot is the host's.
 * - network: an interface has an address.
 * - unit: the start script begins.
 * - identity: the script knows the instance's id and region.
 * - parameters: the configuration, GitHub's host keys and the registration token are read.
 * - configuration: the agent's configuration is written.
 * - agent: the agent's process has started.
 * - registered: the agent asks for jobs.
 */
export const BOOT_STEPS = [
  'kernel',
  'network',
  'unit',
  'identity',
  'parameters',
  'configuration',
  'agent',
  'registered',
] as const;
export type BootStep = (typeof BOOT_STEPS)[number];

/** What an instance writes to its boot log once its agent is registered. */
export interface BootLine {
  readonly event: 'boot';
  readonly instanceId: string;
  readonly instanceType: string;
  readonly imageId: string;
  /** The parameter with the fleet's configuration. It identifies the fleet. */
  readonly configParameter: string;
  /** `pendingTime` of the instance identity document: AWS's launch time, ISO 8601, to the second. */
  readonly launchedAt: string;
  /** The wall time at the mark `registered`, ISO 8601 in UTC. */
  readonly at: string;
  /** What has called the start script: the image's boot unit, or the program that runs the user data. */
  readonly startedBy: 'boot-unit' | 'user-data';
  /** How the parameters were read. */
  readonly parametersBy: 'signed-request' | 'aws-cli';
  /** The number of requests to SSM, including repeated ones. */
  readonly ssmCalls: number;
  /** Whole milliseconds from boot to the end of each step, on a monotonic clock. Any step but the last may be missing. */
  readonly marks: Readonly<Partial<Record<BootStep, number>> & Record<'registered', number>>;
}

/** What an instance writes to its boot log when its agent starts the first job. */
export interface FirstJobLine {
  readonly event: 'first-job';
  readonly instanceId: string;
  readonly configParameter: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** Whole milliseconds from boot. */
  readonly sinceBootMs: number;
}

/** A line of the log group BOOT_LOG_GROUP, as JSON. */
export type BootLogLine = BootLine | FirstJobLine;

const milliseconds = z.int().check(z.nonnegative());
const common = {
  instanceId: z.string().check(z.regex(/^i-[0-9a-z-]+$/)),
  configParameter: z.string().check(z.regex(/^[\w./-]+$/)),
  at: z.iso.datetime(),
};

const schema = z.discriminatedUnion('event', [
  z.object({
    ...common,
    event: z.literal('boot'),
    instanceType: z.string().check(z.minLength(1)),
    imageId: z.string().check(z.minLength(1)),
    launchedAt: z.iso.datetime(),
    startedBy: z.enum(['boot-unit', 'user-data']),
    parametersBy: z.enum(['signed-request', 'aws-cli']),
    ssmCalls: z.int().check(z.nonnegative()),
    marks: z.object({
      ...Object.fromEntries(BOOT_STEPS.map((step) => [step, z.optional(milliseconds)])),
      registered: milliseconds,
    }),
  }),
  z.object({ ...common, event: z.literal('first-job'), sinceBootMs: milliseconds }),
]);

/** Writes the line, without a line break. */
export const writeBootLine = (line: BootLogLine): string => JSON.stringify(line);

/** Reads a line of the boot log. Returns undefined for any other text. Leaves out fields and steps that this version does not know. */
export function readBootLine(text: string): BootLogLine | undefined {
  return schema.safeParse(parse(text)).data;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
