/** The command line of the builder: `node images/src/build/main.ts linux|windows|macos`, run by Nx and make. */
import { resolve } from 'node:path';
import { IMAGE_FAMILIES, type ImageFamily } from '@agent-aws-stack/ami-hash';
import { Argument, Command } from 'commander';
import { run, type RunOptions } from './run.ts';
import { BUILD_VARIABLES } from './variables.ts';

const variables = BUILD_VARIABLES.map(
  ({ key, families, expected }) => `  ${key.padEnd(24)} ${families.join(', ').padEnd(22)} ${expected}`,
);

await new Command('build-image')
  .description(
    "Builds the agents' machine image with Packer, unless the account has one of the same name, that is of the same sources.",
  )
  .addArgument(new Argument('<family>', 'what to build').choices(IMAGE_FAMILIES))
  .option(
    '--os <os>',
    'ubuntu-focal, ubuntu-jammy or ubuntu-noble, else UBUNTU_VERSION, else ubuntu-focal; windows (Server 2019), windows-2022 or windows-2025, else windows',
  )
  .option('--arch <arch>', 'x86_64 or arm64; else AMI_ARCH, else x86_64 (macos: arm64)')
  .option('--region <region>', 'else AWS_REGION, else us-east-1')
  .option('--force', 'replace an image of that name; the stack looks it up again')
  .option('--dry-run', 'print the name and what would be done; needs no credentials and no Packer')
  .option('--output <file>', 'where the outcome is written as JSON', (file) =>
    resolve(process.env['INIT_CWD'] ?? '', file),
  )
  .addHelpText(
    'after',
    `\nVariables of the environment, for one build (what should last is written in images/packer/<family>/versions.json):\n` +
      `  ${'AMI_PREFIX'.padEnd(24)} ${'all'.padEnd(22)} beginning of the image's name, semaphore-agent\n` +
      variables.join('\n') +
      '\n\nExamples:\n' +
      '  npx nx run images:build-linux --os ubuntu-noble --arch arm64\n' +
      '  npx nx run images:build-windows --os windows-2025 --dry-run\n' +
      '  AGENT_VERSION=v2.2.16 npx nx run images:build-macos --force',
  )
  .action(async (family: ImageFamily, options: RunOptions) => {
    process.exitCode = await run(family, options, process.env);
  })
  .parseAsync();
