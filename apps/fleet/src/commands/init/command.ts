import { ARCHITECTURES, OPERATING_SYSTEMS } from '@agent-aws-stack/contract';
import { Option, type Command } from 'commander';
import { fleetCommand, withYes } from '../../cli/common-options.ts';
import { runIn } from '../../cli/environment.ts';
import { wholeNumber } from '../../cli/whole-number.ts';
import type { InitOptions } from './init.ts';
import type { Shell } from '../../cli/shell.ts';

/** `init`: asks a few questions, then writes a commented configuration file. */
export function initCommand(shell: Shell): Command {
  return withYes(fleetCommand('init', 'init linux-ci.json'))
    .description('asks a few questions and writes a commented configuration file to start with')
    .argument('[file]', 'the file to write', 'fleet.json')
    .option('--stack-name <name>', 'name of the fleet')
    .option('--organization <name>', 'Semaphore organization, as in <name>.semaphoreci.com')
    .option('--token-parameter <name>', "SSM parameter for the agent type's token")
    .addOption(new Option('--os <os>', 'operating system').choices(OPERATING_SYSTEMS))
    .addOption(new Option('--arch <arch>', 'processor architecture').choices(ARCHITECTURES))
    .option('--instance-type <type>', 'EC2 instance type')
    .option('--max-size <count>', 'maximum number of instances', wholeNumber(1, 10_000))
    .option('--spot', 'use spot instances')
    .option('--license-arn <arn>', 'macOS: License Manager configuration')
    .option('--force', 'overwrite an existing file', false)
    .action(
      runIn(shell, async (shell, file: string, options: InitOptions) => {
        const { init } = await import('./init.ts');
        await init(file, options, shell);
      }),
    );
}
