import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AWS_FAULTS } from './aws-faults.ts';
import { cloudWatchFaults, startFaults } from './aws-start-faults.ts';
import { codeBytes } from './code-size.ts';
import { faultScenario } from './fault.ts';
import { measureSizes } from './fleet-sizes.ts';
import { handovers } from './handover-scenarios.ts';
import { heldJobs } from './held-scenario.ts';
import { namedHandlers } from './handlers.ts';
import { idle, scaleOut, twoAtOnce } from './pace-scenarios.ts';
import type { Report } from './report.ts';
import { runAll } from './run-all.ts';
import type { Scenario } from './scenario.ts';
import { SEMAPHORE_FAULTS } from './semaphore-faults.ts';
import { soakAll } from './soak.ts';
import { measureStarts } from './starts.ts';
import { summary } from './summary.ts';
import { verdicts } from './targets.ts';

const USAGE = `nx run agent-scaler:bench -- [--quick] [--handler <file>]… [--only <text>] [--json <file>]

Runs a scaler's handler file against fake Semaphore and AWS servers (HTTPS, 50 ms per call) and measures it from outside.
  --handler  a file that exports \`handler\` and reads the scaler's environment variables. A CommonJS file need not
             bundle the AWS SDK; an ES module must. Repeat the option to compare several files in one run: the targets
             apply to the first, and its start-up time is compared with the second's. Default: the built bundle
  --only     runs only the scenarios whose names contain the text. The other measurements have the names \`starts\`,
             \`soak\`, and \`fleet size\`, which compares an empty group with one of 2,000 instances
  --quick    three minutes instead of nine: shorter scenarios, no handovers between invocations
  --json     writes all figures as JSON to a file; - prints them instead of the tables`;

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

const BUNDLE = join(import.meta.dirname, '../../../apps/agent-scaler/dist/index.mjs');
const { quick, only } = options;
const handlers = namedHandlers(options.handler ?? [BUNDLE]);
const missing = [...handlers.values()].filter((file) => !existsSync(file));
if (missing.length > 0) {
  console.error(`There is no handler file ${missing.join(', ')}.`);
  process.exit(2);
}
const scenarios: readonly Scenario[] = [
  ...[10, 500, 2_000].flatMap((instances) =>
    quick && instances === 500 ? [] : [scaleOut(instances, quick)],
  ),
  ...[10, 2_000].map((instances) => idle(instances, quick)),
  idle(10, quick, 1),
  ...(quick ? [] : [...handovers(), heldJobs()]),
  twoAtOnce(quick),
  ...[...SEMAPHORE_FAULTS, ...AWS_FAULTS].map(faultScenario),
  ...startFaults(),
  ...cloudWatchFaults(),
].filter(({ name }) => name.includes(only));

const log = (text: string) => process.stderr.write(`${text}\n`);
const announceIfSelected = (name: string) => {
  const isSelected = name.includes(only);
  if (isSelected) log(name);
  return isSelected;
};
const starts = announceIfSelected('starts') ? await measureStarts(handlers, quick ? 3 : 7) : [];
const soaks = announceIfSelected('soak') ? await soakAll(handlers, quick ? 300 : 1_500) : [];
const sizes = announceIfSelected('fleet size') ? await measureSizes(handlers, quick) : [];
const report: Report = {
  node: process.version,
  handlers: [...handlers.keys()],
  codeBytes: codeBytes(handlers),
  starts,
  soaks,
  sizes,
  results: await runAll(scenarios, handlers, log),
};

if (options.json !== undefined) {
  const text = JSON.stringify({ ...report, verdicts: verdicts(report) }, undefined, 2);
  if (options.json === '-') console.log(text);
  else writeFileSync(options.json, text);
}
if (options.json !== '-') console.log(summary(report));
const [first] = report.handlers;
const failed = report.results.some(({ handler, problems }) => handler === first && problems.length > 0);
const unmet = verdicts(report).some(({ met }) => met === false);
process.exitCode = failed || unmet ? 1 : 0;
