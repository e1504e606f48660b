import type { Clock } from '../../clock.ts';

/** Calls until a call succeeds, `attempts` times at most. Throws the error of the last attempt. Rejects if the machine loses power. */
export async function retry<Result>(
  { attempts, waitMs }: { readonly attempts: number; readonly waitMs: number },
  { clock, power }: { readonly clock: Clock; readonly power: AbortSignal },
  call: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      power.throwIfAborted();
      if (attempt === attempts) throw error;
      await clock.sleep(waitMs, power);
    }
  }
}
