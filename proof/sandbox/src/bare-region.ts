import { randomBytes } from 'node:crypto';
import { openDefaultNetwork } from './emulator/default-network.ts';
import { stayUntilInterrupted } from './keep.ts';
import { fastPace, usualPace } from './pace.ts';
import { Region } from './region.ts';
import { imageId } from './scenario/fleet-parameters.ts';

/** The fleet parameters that `fleet` commands need in a region without a fleet, as environment variables. */
const bareVariables = ({ semaphore }: Pick<Region, 'semaphore'>): Record<string, string> => ({
  SEMAPHORE_ENDPOINT: semaphore.endpoint,
  SEMAPHORE_AGENT_AMI: imageId,
});

/** Starts a region without a fleet, prints its variables, and stops it when the signal is aborted. */
export async function runBareRegion({
  fast,
  signal,
}: {
  readonly fast: boolean;
  readonly signal: AbortSignal;
}): Promise<void> {
  const region = await Region.start({
    say: (progress) => console.log(progress),
    registrationToken: randomBytes(24).toString('hex'),
    pace: fast ? fastPace : usualPace,
  });
  try {
    await openDefaultNetwork(region.address);
    signal.throwIfAborted();
    await stayUntilInterrupted({ region, variables: bareVariables(region), signal });
  } finally {
    await region.stop();
  }
}
