import type { Clock } from './ports.ts';

/** The machine's monotonic clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  date: () => new Date(),
  async sleep(ms, signal) {
    if (ms <= 0 || signal?.aborted) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
    clearTimeout(timer);
  },
};
