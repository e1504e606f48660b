import type { MachineImage } from '@agent-aws-stack/aws-clients/ec2';
import type { BuildPlan } from './build-plan.ts';
import { BuildError, BuildOptionsError } from './errors.ts';
import { differences } from './recorded-variables.ts';

export interface ImageLookup {
  /** The account's image with this name, in any state. @throws AwsError */
  findImage(name: string): Promise<MachineImage | undefined>;
  readonly clock: Clock;
}

export interface Clock {
  /** Milliseconds since an arbitrary time. */
  now(): number;
  /** @throws if the build is interrupted */
  sleep(ms: number): Promise<void>;
}

const MINUTE_MS = 60_000;
const POLL_MS = 15_000;
/** A Mac's snapshot of 120 GiB takes the longest. */
export const LONGEST_WAIT_MS = 120 * MINUTE_MS;
/**
 * How long to wait for an image's tags. Packer sets them once the image is available; until then, the image has the instance's
 * tags (packer-plugin-amazon 1.3.4, builder/ebs/builder.go).
 */
export const TAGGING_MS = 2 * MINUTE_MS;

/**
 * The account's image with the plan's name, if there is one. Waits for an image that another build is creating.
 * With --force, returns the image in any state, because the build will replace it.
 * @throws BuildError if the image failed or stays pending for too long; BuildOptionsError if it was built with other variables
 */
export async function existingImage(
  plan: BuildPlan,
  { findImage, clock }: ImageLookup,
  say: (text: string) => void,
): Promise<MachineImage | undefined> {
  const { imageName } = plan;
  let image = await findImage(imageName);
  if (plan.force) return image;
  const startedMs = clock.now();
  let pendingUntilMs = startedMs;
  let wasPending = false;
  while (image !== undefined) {
    const nowMs = clock.now();
    if (image.state === 'pending') {
      wasPending = true;
      pendingUntilMs = nowMs;
    } else if (!isBeingTagged(image, wasPending) || nowMs - pendingUntilMs >= TAGGING_MS) break;
    if (nowMs - startedMs >= LONGEST_WAIT_MS) throw pendingTooLong(image);
    say(`${image.id} is ${image.state}: ${progressOf(nowMs - startedMs)}`);
    await clock.sleep(POLL_MS);
    image = await findImage(imageName);
  }
  if (image === undefined) return undefined;
  assertUsable(image);
  const problems = differences(image, plan.recorded);
  if (problems.length > 0) throw new BuildOptionsError(problems);
  return image;
}

const isBeingTagged = ({ state, tags }: MachineImage, wasPending: boolean): boolean =>
  state === 'available' &&
  tags['Hash'] === undefined &&
  (wasPending || tags['Name']?.startsWith('Packer: ') === true);

const progressOf = (waitedMs: number): string =>
  `another build is creating it; waiting, ${minutes(waitedMs)} of at most ${minutes(LONGEST_WAIT_MS)} min`;

const minutes = (ms: number): number => Math.floor(ms / MINUTE_MS);

function pendingTooLong({ id, name }: MachineImage): BuildError {
  return new BuildError(
    name,
    `${id} has been pending for ${minutes(LONGEST_WAIT_MS)} min. Run the command again to keep waiting, or with --force to replace the image`,
  );
}

function assertUsable({ id, name, state, stateReason }: MachineImage): void {
  if (state === 'available') return;
  const why = stateReason === undefined ? '' : ` (${stateReason})`;
  throw new BuildError(
    name,
    `image ${id} has this name, but its state is ${state}${why}; --force replaces it`,
  );
}
