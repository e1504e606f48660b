import { writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { AWS_FAULTS, cloudWatchFaults, startFaults } from './aws-faults.ts';
import { faultScenario } from './fault.ts';
import { borders, idle, scaleOut, together } from './pace-scenarios.ts';
import { perform } from './perform.ts';
import type { Result } from './result.ts';
import type { Scenario } from './scenario.ts';
import { SEMAPHORE_FAULTS } from './semaphore-faults.ts';
import { soak, type SoakFigures } from './soak.ts';
import { measureStarts } from './starts.ts';
import { resultTable, soakTable, startTable } from './table.ts';

const USAGE = `nx run agent-scaler:bench -- [--quick] [--handler <file>]… [--only <text>] [--json <file>]

Plays Semaphore and AWS over HTTPS to a scaler's handler file, each call taking 50 ms, and measures it from outside.
  --handler  a file that exports \`handler\` and reads the scaler's environment; given several times, all are
             measured in one run, and the first one is held to the figures. Default: the built bundle
  --only     scenarios whose names contain the text
  --quick    a minute instead of four: shorter scenarios, no borders between invocations
  --json     writes all figures to a file, - for standard output instead of the table`;

const { values: options } = parseArgs({
  options: {
    handler: { type: 'string', multiple: true },
    only: { type: 'string', default: '' },
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  console.log(USAGE);
  process.exit();
}

const BUNDLE = join(import.meta.dirname, '../../dist/index.mjs');
/** How many scenarios run side by side; what waits for a clock needs no processor. */
const AT_ONCE = 10;
/** Between two starts, which do need one. */
const APART_MS = 700;
/** The function's memory. */
const HEAP_LIMIT_MIB = 128;
const { quick, only } = options;

const handlers = new Map((options.handler ?? [BUNDLE]).map((file) => [nameOf(file), resolve(file)]));
const scenarios: readonly Scenario[] = [
  ...[10, 500, 2_000].flatMap((instances) =>
    quick && instances === 500 ? [] : [scaleOut(instances, quick)],
  ),
  ...[10, 2_000].map((instances) => idle(instances, quick)),
  ...(quick ? [] : borders()),
  together(quick),
  ...[...SEMAPHORE_FAULTS, ...AWS_FAULTS].map(faultScenario),
  ...startFaults(),
  ...cloudWatchFaults(),
].filter(({ name }) => name.includes(only));

const tell = (text: string) => process.stderr.write(`${text}\n`);
tell('starts');
const starts = only === '' ? await measureStarts(handlers, quick ? 3 : 7) : [];
const soaks: SoakFigures[] = [];
if (only === '') {
  tell('soak');
  for (const [name, file] of handlers) soaks.push(await soak(file, name, quick ? 300 : 1_500));
}
const results = await runAll();
const [first] = handlers.keys();
const failed = results.filter(({ handler, problems }) => handler === first && problems.length > 0);
const heavy = soaks.filter(({ handler, weekHeapMib }) => handler === first && weekHeapMib > HEAP_LIMIT_MIB);

if (options.json !== undefined) {
  const report = JSON.stringify({ node: process.version, starts, soaks, results }, undefined, 2);
  if (options.json === '-') console.log(report);
  else writeFileSync(options.json, report);
}
if (options.json !== '-')
  console.log(
    [...(only === '' ? [startTable(starts), soakTable(soaks)] : []), resultTable(results)].join('\n\n'),
  );
process.exitCode = failed.length + heavy.length === 0 ? 0 : 1;

async function runAll(): Promise<Result[]> {
  const done = new Map<string, Result>();
  const queue = scenarios.flatMap((scenario) =>
    [...handlers].map(([name, file]) => ({ scenario, name, file })),
  );
  const run = async ({ scenario, name, file }: (typeof queue)[number]) => {
    const result = await perform(scenario, file, name);
    done.set(`${name} ${scenario.name} ${scenario.instances}`, result);
    tell(`${done.size}/${queue.length} ${scenario.name}, ${scenario.instances} instances`);
  };
  for (const task of queue.filter(({ scenario }) => scenario.alone)) await run(task);
  // The longest first, so that the end is not spent on waiting for one.
  const rest = queue
    .filter(({ scenario }) => !scenario.alone)
    .toSorted((a, b) => b.scenario.lengthMs - a.scenario.lengthMs);
  const worker = async (_: unknown, number: number) => {
    await sleep(number * APART_MS);
    for (let task = rest.shift(); task !== undefined; task = rest.shift()) await run(task);
  };
  await Promise.all(Array.from({ length: AT_ONCE }).map(worker));
  return queue.flatMap(
    ({ name, scenario }) => done.get(`${name} ${scenario.name} ${scenario.instances}`) ?? [],
  );
}

/** Its folder's folder tells more than `index.mjs`. */
function nameOf(file: string): string {
  return `${basename(dirname(dirname(resolve(file))))}/${basename(file)}`;
}
