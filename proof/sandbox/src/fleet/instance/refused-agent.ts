import type { Random } from '../../random.ts';
import { RegistrationError, registerAgent, type RegistrationOptions } from './registration.ts';
import { type Registration, SemaphoreReplyError } from './semaphore-client.ts';

/** The limits of images/packer/linux/agent/lib/refused-agent.sh. A test checks that they are the same there. */
export const MAX_STARTS = 80;
export const LONGEST_WAIT_MS = 30_000;

const TOO_MANY_REQUESTS = 429;

export interface PatientOptions extends RegistrationOptions {
  readonly random: Random;
  /** Whether an agent that starts again can read its token. False with strict isolation. */
  readonly hasToken: boolean;
}

/** Registers an agent. Starts the agent again if Semaphore refuses it because of the rate limit, as end-instance.sh does. @throws RegistrationError */
export async function registerPatiently(
  registration: Registration,
  options: PatientOptions,
): Promise<string> {
  const { clock, power, random, hasToken } = options;
  for (let starts = 1; ; starts++) {
    try {
      return await registerAgent(registration, options);
    } catch (error) {
      if (!hasToken || starts === MAX_STARTS || !isRefusedForRate(error)) throw error;
      await clock.sleep(random.fraction() * LONGEST_WAIT_MS, power);
    }
  }
}

const isRefusedForRate = (error: unknown): boolean =>
  error instanceof RegistrationError &&
  error.cause instanceof SemaphoreReplyError &&
  error.cause.status === TOO_MANY_REQUESTS;
