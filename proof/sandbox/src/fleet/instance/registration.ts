import type { Clock } from '../../clock.ts';
import type { Registration, SemaphoreClient } from './semaphore-client.ts';

/** Every attempt to register failed: Semaphore refused it or did not answer. */
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

/**
 * Registers with up to 30 attempts, as the real agent does. Returns the agent's name. Throws RegistrationError. Also
 * rejects when the machine loses power.
 */
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
