import * as z from 'zod/mini';

/** The content of the parameter `<stack>-rollout`, which instances read while their agent runs. */
export interface Rollout {
  /** The revision of the launch template that instances must have. */
  readonly revision: string;
  /** Minutes in which the share grows to 100 percent. */
  readonly spreadMinutes: number;
  /** The percentage of the older instances that may leave at once. */
  readonly sharePercent: number;
  /**
   * When the rollout started, in milliseconds since the epoch. If undefined, it started when the parameter was last written: CloudFormation
   * writes it only if the document changes.
   */
  readonly startedAt: number | undefined;
  /** When the rollout was paused, in milliseconds since the epoch. No instance leaves while this is set. */
  readonly pausedAt: number | undefined;
}

const time = z.optional(
  z.pipe(
    z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)),
    z.transform((text) => Date.parse(text)),
  ),
);
const schema = z.object({
  revision: z.string().check(z.regex(/^[\w-]+$/)),
  spreadMinutes: z.int().check(z.minimum(0), z.maximum(10_080)),
  sharePercent: z.int().check(z.minimum(1), z.maximum(100)),
  startedAt: time,
  pausedAt: time,
});

/** Writes the document. Members that are undefined are left out. */
export function writeRollout({ startedAt, pausedAt, ...rollout }: Rollout): string {
  return JSON.stringify({ ...rollout, startedAt: textOf(startedAt), pausedAt: textOf(pausedAt) });
}

/** Reads the document as instances do. Undefined if it is invalid: no instance leaves then. */
export function readRollout(json: string): Rollout | undefined {
  const parsed = schema.safeParse(parse(json));
  if (!parsed.success) return undefined;
  const { startedAt, pausedAt, ...rollout } = parsed.data;
  if (Number.isNaN(startedAt) || Number.isNaN(pausedAt)) return undefined;
  return { ...rollout, startedAt, pausedAt };
}

/**
 * The percentage of the older instances that have been asked to leave. During a pause, the percentage at the start of the pause.
 * @param writtenAt - when the parameter was last written
 */
export function rollingShare(
  rollout: Rollout,
  { writtenAt, now }: { writtenAt: number; now: number },
): number {
  const { spreadMinutes, sharePercent, startedAt = writtenAt, pausedAt = now } = rollout;
  const elapsedSeconds = Math.max(0, Math.floor((pausedAt - startedAt) / 1_000));
  const spreadSeconds = spreadMinutes * 60;
  if (elapsedSeconds >= spreadSeconds) return 100;
  return sharePercent + Math.floor(((100 - sharePercent) * elapsedSeconds) / spreadSeconds);
}

/** A number from 0 to 99, always the same for an instance. The instance leaves when the share is higher than this number. */
export function rolloutBucket(instanceId: string): number {
  // A hash that Bash and PowerShell can compute without other programs.
  const hash = [...instanceId].reduce(
    (sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003,
    0,
  );
  return hash % 100;
}

/** For how long after the rollout was last written an instance may still be launched with the revision that the rollout replaces. */
const OLD_LAUNCHES_MS = 5 * 60_000;

/** An instance of a fleet with a rollout. */
export interface RolledInstance {
  readonly id: string;
  /** The revision in its user data. */
  readonly revision: string;
  /** Milliseconds since the epoch, by AWS's clock. */
  readonly launchedAt: number;
}

/**
 * Whether an instance must leave, now or later, because it does not have the rollout's revision. An instance that was launched more than
 * OLD_LAUNCHES_MS after the rollout was written stays: its group launches another revision than the rollout names, so its successor
 * would have to leave too, and so on for ever.
 * @param writtenAt - when the parameter was last written, by AWS's clock. A user's clock may have set `startedAt`.
 */
export function isOutdated(instance: RolledInstance, rollout: Rollout, writtenAt: number): boolean {
  if (instance.revision === rollout.revision || rollout.pausedAt !== undefined) return false;
  return instance.launchedAt <= writtenAt + OLD_LAUNCHES_MS;
}

/** Whether an outdated instance must leave now. */
export function isRetired(
  instance: RolledInstance,
  rollout: Rollout,
  times: { readonly writtenAt: number; readonly now: number },
): boolean {
  if (!isOutdated(instance, rollout, times.writtenAt)) return false;
  return rolloutBucket(instance.id) < rollingShare(rollout, times);
}

/** To the second, as the images' scripts read it. */
function textOf(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString().replace(/\.\d+/, '');
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
