import { OutOfTimeError } from './errors.ts';
import type { Ports } from './ports.ts';

/** Gives what the work gives. @throws OutOfTimeError, naming the task, when it takes longer than the limit */
export async function within<T>(
  limitMs: number,
  task: string,
  work: Promise<T>,
  { sleep }: Pick<Ports, 'sleep'>,
): Promise<T> {
  const done = new AbortController();
  const limit = sleep(Math.max(0, limitMs), done.signal).then(() => {
    throw new OutOfTimeError(task, limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    done.abort();
  }
}
