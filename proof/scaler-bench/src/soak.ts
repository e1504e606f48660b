import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LambdaProcess } from './lambda-process.ts';
import { invocationOf } from './scenario.ts';
import { FakeServices } from './fake-services.ts';

/** One environment that serves invocation after invocation, each of one poll. */
export interface SoakFigures {
  readonly handler: string;
  readonly invocations: number;
  /** Live memory, garbage left out. */
  readonly earlyHeapMib: number;
  readonly lateHeapMib: number;
  /** What the growth comes to in a week of one invocation a minute. */
  readonly weekHeapMib: number;
  readonly rssMib: number;
}

/** An invocation has three seconds. */
const LONGEST_MS = 10_000;
const WEEK_INVOCATIONS = 7 * 24 * 60;
/** The caches of code and connections are filled by then. */
const WARM_AFTER = 0.2;

/** One handler after the other; those that do not end in time are left out. */
export async function soakAll(
  handlers: ReadonlyMap<string, string>,
  invocations: number,
): Promise<SoakFigures[]> {
  const all: SoakFigures[] = [];
  for (const [name, file] of handlers) {
    const figures = await soak(file, name, invocations);
    if (figures !== undefined) all.push(figures);
  }
  return all;
}

/** Has a handler invoked again and again in one process, by servers that answer at once; undefined if it does not end in time. */
async function soak(
  handlerFile: string,
  handler: string,
  invocations: number,
): Promise<SoakFigures | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'scaler-bench-'));
  await using services = await FakeServices.start(10);
  services.callMs = 0;
  services.jobs = { queued: 1, running: 9 };
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, services.semaphore.ca);
  const { PATH, HOME } = process.env;
  const next = () => invocationOf({ atMs: 0 }, 3_000, new Date());
  const environment = new LambdaProcess(handlerFile, { PATH, HOME, ...services.environment(caFile) }, next());
  const heaps: number[] = [];
  let rssMib = 0;
  try {
    for (let served = 0; served < invocations; served++) {
      if (served > 0) environment.invoke(next());
      const reply = await environment.reply(LONGEST_MS);
      if (reply === undefined) return undefined;
      heaps.push(reply.heapMib);
      rssMib = Math.max(rssMib, reply.rssMib);
    }
  } finally {
    await environment.end();
    rmSync(folder, { recursive: true });
  }
  return { handler, invocations, rssMib, ...growth(heaps) };
}

/** Heap after the warm-up and at the end, and where its growth leads to in a week. */
export function growth(heaps: readonly number[]) {
  const warm = heaps.slice(Math.floor(heaps.length * WARM_AFTER));
  const some = Math.max(1, Math.floor(warm.length / 5));
  const earlyHeapMib = mean(warm.slice(0, some));
  const lateHeapMib = mean(warm.slice(-some));
  const perInvocation = (lateHeapMib - earlyHeapMib) / Math.max(1, warm.length - some);
  const weekHeapMib = lateHeapMib + Math.max(0, perInvocation) * WEEK_INVOCATIONS;
  return { earlyHeapMib, lateHeapMib, weekHeapMib };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
