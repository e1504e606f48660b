import { InvalidArgumentError, Command, Option } from 'commander';
import { runSandbox } from './run.ts';
import { defaultFleetFile } from './scenario/fleet-parameters.ts';

function positiveInteger(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 500) {
    throw new InvalidArgumentError('It must be a whole number from 1 to 500.');
  }
  return number;
}

const program = new Command('sandbox')
  .description(
    'A whole region on this machine: deploys a fleet with the real CDK CLI into an emulated region,\n' +
      'scales it from its minimum to a wave of jobs and back with the real Lambdas, and destroys it.\n' +
      'Needs no AWS account and no Docker. Exit code 0 only if everything expected held, 2 for wrong use.',
  )
  .addOption(
    new Option('--config <file>', 'the fleet to deploy, a JSON file of parameters').default(
      defaultFleetFile,
      "the sandbox's own fleet",
    ),
  )
  .option('--jobs <count>', 'how many jobs arrive at once', positiveInteger, 12)
  .option('--fast', 'agents ask Semaphore every second instead of every 4 to 6; the figures say so', false)
  .option('--keep', 'leave the region running at the end, until Ctrl-C; prints how to talk to it', false)
  .option(
    '--report <folder>',
    "where the chart, the figures and the logs are saved (default: .sandbox/report, in the last run's place)",
  )
  .addHelpText(
    'after',
    '\nExamples:\n' +
      '  npm run sandbox                                     the whole story, about three minutes\n' +
      '  npm run sandbox -- --jobs 40                        a bigger wave\n' +
      '  npm run sandbox -- --config my-fleet.json --keep    your own fleet, left running',
  )
  .action(
    async (options: { config: string; jobs: number; keep: boolean; fast: boolean; report?: string }) => {
      process.exitCode = await runSandbox(options);
    },
  );

// Commander has told what is wrong; help comes as an error of code 0.
program.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
await program.parseAsync();
