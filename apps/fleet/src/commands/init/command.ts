import { ARCHITECTURES, JOB_ISOLATIONS, OPERATING_SYSTEMS } from '@agent-aws-stack/contract';
import { installation } from '@agent-aws-stack/installation';
import { Option, type Command } from 'commander';
import { fleetCommand, withYes } from '../../cli/common-options.ts';
import { runIn } from '../../cli/environment.ts';
import { parameterValue } from '../../cli/parameter-value.ts';
import type { Shell } from '../../cli/shell.ts';
import { ASKED, REGISTRATIONS, type AnswerName } from './answers.ts';
import type { InitOptions } from './init.ts';

/** `init`: asks a few questions, then writes a commented configuration file. @param keptIn - where answers are kept until the file is written */
export function initCommand(shell: Shell, keptIn = installation.cacheFolder): Command {
  return withYes(fleetCommand('init', 'init linux-ci.json'))
    .description(
      'asks a few questions and writes a commented configuration file to start with. Checks each answer at once; ' +
        'if it is interrupted, the next run offers the answers given so far',
    )
    .argument('[file]', 'the file to write', 'fleet.json')
    .addOption(answer('stackName', '--stack-name <name>', 'name of the fleet'))
    .addOption(
      answer('organization', '--organization <name>', 'Semaphore organization, as in <name>.semaphoreci.com'),
    )
    .addOption(
      answer('tokenParameter', '--token-parameter <name>', "SSM parameter for the agent type's token"),
    )
    .addOption(new Option('--os <os>', 'operating system').choices(OPERATING_SYSTEMS))
    .addOption(new Option('--arch <arch>', 'processor architecture').choices(ARCHITECTURES))
    .addOption(answer('instanceType', '--instance-type <type>', 'EC2 instance type'))
    .addOption(answer('maxSize', '--max-size <count>', 'maximum number of instances'))
    .option('--spot', 'use spot instances')
    .addOption(
      new Option(
        '--registration <how>',
        'how agents register: pre-signed if the agent type takes names from AWS STS, else token',
      ).choices(REGISTRATIONS),
    )
    .addOption(
      new Option(
        '--isolation <how>',
        'Linux: how jobs are separated from their instance: strict, or none if they need sudo or Docker as root',
      ).choices(JOB_ISOLATIONS),
    )
    .addOption(answer('licenseArn', '--license-arn <arn>', 'macOS: License Manager configuration'))
    .option(
      '--force',
      'replace a file with one fleet: offer its values as defaults (with --yes, use them) and keep it as <file>.bak',
      false,
    )
    .action(
      runIn(shell, async (shell, file: string, options: InitOptions) => {
        const { init } = await import('./init.ts');
        await init(file, options, shell, keptIn);
      }),
    );
}

/** An option whose value is checked like the parameter that it sets. */
function answer(name: AnswerName, flags: string, description: string): Option {
  return new Option(flags, description).argParser(parameterValue(flags.replace(/ .*/, ''), ASKED[name]));
}
