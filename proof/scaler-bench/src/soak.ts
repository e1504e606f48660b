import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LambdaProcess } from './lambda-process.ts';
import { invocationOf } from './scenario.ts';
import { FakeServices } from './fake-services.ts';

/** The memory of one execution environment after many invocations with one poll each. */
export interface SoakFigures {
  readonly handler: string;
  readonly invocations: number;
  /** The live heap, without garbage, after the warm-up. */
  readonly earlyHeapMib: number;
  readonly lateHeapMib: number;
  /** The heap after a week of one invocation per minute, extrapolated from its growth. */
  readonly weekHeapMib: number;
  readonly rssMib: number;
}

/** The time limit for an invocation. It should take at most three seconds. */
const LONGEST_MS = 10_000;
const WEEK_INVOCATIONS = 7 * 24 * 60;
/** The share of invocations after which the caches for code and connections are filled. */
const WARM_AFTER = 0.2;

/** Measures one handler after the other. Leaves out handlers whose process exits, or whose invocations take too long. */
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

/**
 * Invokes a handler again and again in one process, with servers that answer at once. Returns undefined if the
 * process exits, or an invocation takes too long.
 */
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

/** Computes the mean heap after the warm-up and at the end, and extrapolates its growth to a week. */
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
