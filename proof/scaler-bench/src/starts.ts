import { join } from 'node:path';
import { maximum, median } from './figures.ts';
import { perform } from './perform.ts';
import type { Scenario } from './scenario.ts';

const BARE_HANDLER = join(import.meta.dirname, 'bare-handler.ts');

const start: Scenario = {
  name: 'start',
  instances: 0,
  starts: [{ atMs: 0 }],
  remainingMs: 3_000,
  lengthMs: 2_000,
  alone: true,
  prepare: () => undefined,
  expectations: [],
};

/** How long a handler takes from the start of its process to its first request. */
export interface StartFigures {
  readonly handler: string;
  readonly medianMs: number;
  readonly worstMs: number;
  /** The median time beyond that of the bare handler, which only makes one request over TLS. */
  readonly overheadMs: number;
}

/** Starts the handlers and a bare one in turn, so that other load on the machine affects all of them in the same way. */
export async function measureStarts(
  handlers: ReadonlyMap<string, string>,
  times: number,
): Promise<StartFigures[]> {
  const all = new Map([['bare node', BARE_HANDLER], ...handlers]);
  const measured = new Map<string, number[]>();
  for (let round = 0; round < times; round++) {
    for (const [name, file] of all) {
      const { startMs } = await perform(start, file, name);
      if (startMs !== undefined) measured.set(name, [...(measured.get(name) ?? []), startMs]);
    }
  }
  const bareMs = median(measured.get('bare node') ?? []) ?? Number.NaN;
  return [...measured].map(([handler, values]) => {
    const medianMs = median(values) ?? Number.NaN;
    return { handler, medianMs, worstMs: maximum(values) ?? Number.NaN, overheadMs: medianMs - bareMs };
  });
}
