import { randomInt } from 'node:crypto';
import { InvalidArgumentError, program } from 'commander';
import { synthesizedTemplate } from '../virtual/synthesized-template.ts';
import { runChaos } from './chaos-run.ts';
import { STACK_NAME, deployments } from './deployments.ts';

interface Options {
  readonly seed: number;
  readonly hours: number;
  readonly verbose: boolean;
}

const wholeNumber = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Use a whole number.');
  return Number(text);
};

const { seed, hours, verbose } = program
  .name('nx run sandbox:chaos --')
  .description('Plays hours of faults for a fleet on a virtual clock, and checks what must hold all along.')
  .option('--seed <number>', 'repeats the run of this seed', wholeNumber, randomInt(1_000_000))
  .option('--hours <number>', 'hours on the virtual clock', wholeNumber, 10)
  .option('--verbose', 'prints every incident', false)
  .parse()
  .opts<Options>();

console.log(`seed ${seed}, ${hours} hours`);
const templates = await Promise.all(deployments.map((each) => synthesizedTemplate(STACK_NAME, each)));
const { violations, ...figures } = await runChaos({
  ...{ seed, hours, templates },
  say: (line) => {
    if (verbose || line.includes('VIOLATION')) console.log(line);
  },
});
console.log(
  Object.entries(figures)
    .map(([name, count]) => `${count} ${name}`)
    .join(', '),
);
console.log(
  violations.length === 0
    ? 'No invariant was violated.'
    : `${violations.length} violations. To repeat: nx run sandbox:chaos -- --seed ${seed} --hours ${hours} --verbose`,
);
process.exitCode = violations.length === 0 ? 0 : 1;
