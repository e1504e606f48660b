import { setTimeout as sleep } from 'node:timers/promises';
import { perform } from './perform.ts';
import type { Result } from './result.ts';
import type { Scenario } from './scenario.ts';

/** How many scenarios run at the same time. They mostly wait, so they need little CPU. */
const AT_ONCE = 10;
/** The time between two starts, because starts need CPU. */
const APART_MS = 700;

/** Runs all scenarios with all handlers. The results are in the order of the scenarios. */
export async function runAll(
  scenarios: readonly Scenario[],
  handlers: ReadonlyMap<string, string>,
  log: (text: string) => void,
): Promise<Result[]> {
  const queue = scenarios.flatMap((scenario) =>
    [...handlers].map(([name, file]) => ({ scenario, name, file })),
  );
  const done = new Map<(typeof queue)[number], Result>();
  const run = async (task: (typeof queue)[number]) => {
    const { scenario, name, file } = task;
    done.set(task, await perform(scenario, file, name));
    log(`${done.size}/${queue.length} ${scenario.name}, ${scenario.instances} instances`);
  };
  for (const task of queue.filter(({ scenario }) => scenario.alone)) await run(task);
  // Start the longest ones first, so that none of them is still running when all others have finished.
  const rest = queue
    .filter(({ scenario }) => !scenario.alone)
    .toSorted((a, b) => b.scenario.lengthMs - a.scenario.lengthMs);
  const worker = async (_: unknown, number: number) => {
    await sleep(number * APART_MS);
    for (let task = rest.shift(); task !== undefined; task = rest.shift()) await run(task);
  };
  await Promise.all(Array.from({ length: AT_ONCE }).map(worker));
  return queue.flatMap((task) => done.get(task) ?? []);
}
