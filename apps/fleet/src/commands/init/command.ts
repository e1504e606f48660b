import { ARCHITECTURES, JOB_ISOLATIONS, OPERATING_SYSTEMS } from '@agent-aws-stack/contract';
import { installation } from '@agent-aws-stack/installation';
import { Option, type Command } from 'commander';
import { fleetCommand, withYes } from '../../cli/common-options.ts';
import { runIn } from '../../cli/environment.ts';
import { parameterValue } from '../../cli/parameter-value.ts';
import type { Shell } from '../../cli/shell.ts';
import { ASKED, OPTIONS, REGISTRATIONS, type AnswerName } from './answers.ts';
import type { InitOptions } from './init.ts';

/** `init`: asks a few questions, then writes a commented configuration file. @param keptIn - where answers are kept until the file is written */
export function initCommand(shell: Shell, keptIn = installation.cacheFolder): Command {
  return withYes(fleetCommand('init', 'init linux-ci.json'))
    .description(
      'asks a few questions and writes a commented configuration file to start with. Checks each answer at once; ' +
        'if it is interrupted, the next run offers the answers given so far',
    )
    .argument('[file]', 'the file to write', 'fleet.json')
    .addOption(answer('stackName', '<name>', 'name of the fleet'))
    .addOption(answer('organization', '<name>', 'Semaphore organization, as in <name>.semaphoreci.com'))
    .addOption(answer('tokenParameter', '<name>', "SSM parameter for the agent type's token"))
    .addOption(new Option(`${OPTIONS.os} <os>`, 'operating system').choices(OPERATING_SYSTEMS))
    .addOption(
      new Option(`${OPTIONS.arch} <arch>`, 'processor architecture; not with --os macos').choices(
        ARCHITECTURES,
      ),
    )
    .addOption(answer('instanceType', '<type>', 'EC2 instance type; not with --os macos'))
    .addOption(answer('maxSize', '<count>', 'maximum number of instances'))
    .option(OPTIONS.onDemandPercentage, 'use spot instances; not with --os macos')
    .addOption(
      new Option(
        `${OPTIONS.usePreSignedUrl} <how>`,
        'how agents register: pre-signed if the agent type takes names from AWS STS, else token',
      ).choices(REGISTRATIONS),
    )
    .addOption(
      new Option(
        `${OPTIONS.jobIsolation} <how>`,
        'Linux: how jobs are separated from their instance: strict, or none if they need sudo or Docker as root',
      ).choices(JOB_ISOLATIONS),
    )
    .addOption(answer('licenseArn', '<arn>', 'macOS: License Manager configuration'))
    .option(
      '--force',
      'replace a file that describes one fleet: offer its values as defaults (with --yes, use them) and, if the new file differs, keep the old one as <file>.bak',
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
function answer(name: AnswerName, value: string, description: string): Option {
  const option = OPTIONS[name];
  return new Option(`${option} ${value}`, description).argParser(parameterValue(option, ASKED[name]));
}
