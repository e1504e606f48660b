import { InvalidArgumentError, Command, Option } from 'commander';
import { execa } from 'execa';
import { workspaceRoot } from './paths.ts';
import { runBare, runSandbox, type SandboxOptions } from './run.ts';
import { defaultFleetFile } from './scenario/fleet-parameters.ts';
import { UserError } from './user-error.ts';

function positiveInteger(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 500) {
    throw new InvalidArgumentError('It must be a whole number from 1 to 500.');
  }
  return number;
}

const program = new Command('sandbox')
  .description(
    'Emulates an AWS region on this machine: deploys a fleet into it with the real CDK CLI,\n' +
      'scales it up for a wave of jobs with the real Lambdas, waits until its agents have ended, and destroys it.\n' +
      'Needs no AWS account and no Docker. Exit code: 0 if all expectations held, 1 if not, 2 for wrong usage.',
  )
  .addOption(
    new Option('--config <file>', 'the fleet to deploy, a JSON file of parameters').default(
      defaultFleetFile,
      "the sandbox's own fleet",
    ),
  )
  .option('--jobs <count>', 'how many jobs arrive at once', positiveInteger, 12)
  .option(
    '--fast',
    'agents sync with Semaphore every second instead of every 4 to 6; the report says so',
    false,
  )
  .addOption(
    new Option(
      '--bare',
      'start a region without a fleet, print its variables, and keep it running until Ctrl-C',
    )
      .default(false)
      .conflicts(['config', 'jobs', 'keep', 'report']),
  )
  .option('--keep', 'keep the region running until Ctrl-C, and print how to use it', false)
  .option(
    '--report <folder>',
    'where to save the chart, the figures and the logs (default: .sandbox/report, which is replaced in each run)',
  )
  .addHelpText(
    'after',
    '\nExamples:\n' +
      '  npm run sandbox                                     the whole scenario, about three minutes\n' +
      '  npm run sandbox -- --jobs 40                        a bigger wave\n' +
      '  npm run sandbox -- --config my-fleet.json --keep    your own fleet, left running\n' +
      '  npm run sandbox -- --bare                           only a region, in seconds',
  )
  .action(
    async ({ bare, ...options }: SandboxOptions & { readonly bare: boolean; readonly fast: boolean }) => {
      process.exitCode = bare ? await runBare(options) : await runSandbox({ ...options, build });
    },
  );

/** Builds the Lambdas and the rest of the workspace. @throws UserError */
async function build(): Promise<void> {
  const args = ['run-many', '-t', 'build', '--outputStyle=static'];
  const built = await execa('nx', args, {
    cwd: workspaceRoot,
    preferLocal: true,
    localDir: workspaceRoot,
    stdio: 'inherit',
    reject: false,
  });
  if (built.exitCode !== 0) throw new UserError(`nx ${args.join(' ')} failed`);
}

// Commander has already printed the error. It treats --help as an error, too, with exit code 0.
program.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
await program.parseAsync();
