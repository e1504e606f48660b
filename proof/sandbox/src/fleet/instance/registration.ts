import type { Clock } from '../../clock.ts';
import type { Registration, SemaphoreClient } from './semaphore-client.ts';

/** Semaphore refused, or did not answer, every attempt to register. */
export class RegistrationError extends Error {
  override readonly name = 'RegistrationError';
  constructor(attempts: number, cause: unknown) {
    super(`the agent could not register in ${attempts} attempts: ${String(cause)}`, { cause });
  }
}

export interface RegistrationOptions {
  readonly client: Pick<SemaphoreClient, 'register'>;
  readonly clock: Clock;
  readonly power: AbortSignal;
  /** Milliseconds between attempts. */
  readonly retryMs: number;
}

const maxAttempts = 30;

/** Registers as the agent does, again and again for a while. Gives the agent's name. Throws RegistrationError, or the signal's reason. */
export async function registerAgent(
  registration: Registration,
  { client, clock, power, retryMs }: RegistrationOptions,
): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.register(registration);
    } catch (error) {
      power.throwIfAborted();
      if (attempt === maxAttempts) throw new RegistrationError(attempt, error);
      await clock.sleep(retryMs, power);
    }
  }
}
