/** The command line of the builder: `node images/src/build/main.ts linux|windows|macos|all`, run by Nx, make and `fleet images build`. */
import { resolve } from 'node:path';
import { IMAGE_FAMILIES } from '@agent-aws-stack/contract';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { run, type RunOptions, type Target } from './run.ts';
import { BUILD_VARIABLES } from './variables.ts';

const variables = BUILD_VARIABLES.map(
  ({ key, families, expected }) => `  ${key.padEnd(24)} ${families.join(', ').padEnd(22)} ${expected}`,
);

function count(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 10) return number;
  throw new InvalidArgumentError('It must be a whole number from 1 to 10.');
}

await new Command('build-image')
  .description(
    "Builds the agents' machine image with Packer, unless the account already has the image for the current sources.",
  )
  .addArgument(
    new Argument(
      '<family>',
      'what to build; all: every image that the fleets of the configuration need',
    ).choices([...IMAGE_FAMILIES, 'all']),
  )
  .addOption(
    new Option(
      '--os <os>',
      'ubuntu-focal, ubuntu-jammy or ubuntu-noble (default: UBUNTU_VERSION, else ubuntu-focal); windows (Server 2019), windows-2022 or windows-2025 (default: windows)',
    ),
  )
  .addOption(
    new Option(
      '--arch <arch>',
      'x86_64 or arm64 (default: AMI_ARCH, else arm64 for macos and x86_64 for the others)',
    ),
  )
  .option(
    '--config <file>',
    'build each image that the fleets of this configuration need and the account does not have',
  )
  .option('--fleet <stack...>', 'build only for these fleets of --config or SEMAPHORE_AGENT_STACK_CONFIG')
  .option(
    '--configured',
    'use the configuration in SEMAPHORE_AGENT_STACK_CONFIG, if it is set, unless an option or variable names an operating system or architecture',
  )
  .option(
    '--concurrency <count>',
    'how many images of a configuration to build at the same time (default: 1)',
    count,
  )
  .option(
    '--region <region>',
    'where to build (default: CDK_DEPLOY_REGION if a configuration is used, else AWS_REGION, else AWS_DEFAULT_REGION, else us-east-1)',
  )
  .option('--force', 'replace an image of the same name, and remove its lookup from the cache of the CDK app')
  .option(
    '--debug',
    'if a build fails, keep its instance, and print how to connect to it and which logs to read',
  )
  .option('--dry-run', 'print the name of the image and the plan; needs neither credentials nor Packer')
  .addOption(
    new Option('--output <file>', 'file for the result, as JSON').argParser((file) =>
      resolve(process.env['INIT_CWD'] ?? '', file),
    ),
  )
  .addHelpText(
    'after',
    `\nEnvironment variables for a single build (to change a version for good, edit images/packer/<family>/versions.json):\n` +
      `  ${'AMI_PREFIX'.padEnd(24)} ${'all'.padEnd(22)} prefix of the image's name (default: semaphore-agent)\n` +
      variables.join('\n') +
      '\n\nExamples:\n' +
      '  npx nx run images:build-linux --os ubuntu-noble --arch arm64\n' +
      '  npx nx run images:build-linux --config fleets.json --concurrency 4\n' +
      '  npx nx run images:build-windows --os windows-2025 --dry-run\n' +
      '  AGENT_VERSION=v2.3.3 npx nx run images:build-macos --force',
  )
  .action(async (target: Target, options: RunOptions) => {
    process.exitCode = await run(target, options, process.env);
  })
  .parseAsync();
