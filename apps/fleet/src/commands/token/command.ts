import { Command } from 'commander';
import { fleetCommand, withFleetOptions, withYes } from '../../cli/common-options.ts';
import { runIn } from '../../cli/environment.ts';
import { parameterValue } from '../../cli/parameter-value.ts';
import type { Shell } from '../../cli/shell.ts';
import type { TargetOptions } from './token-target.ts';
import type { WriteMode } from './render-token.ts';
import type { WriteOptions } from './write-token.ts';

/** `token put|rotate|check`: stores, replaces or checks the registration token of an agent type in SSM. */
export function tokenCommand(shell: Shell): Command {
  return new Command('token')
    .description("stores, replaces and checks an agent type's registration token in SSM")
    .addCommand(
      writeCommand('put', 'stores a token; refuses to replace an existing one', shell).option(
        '--if-absent',
        'if the parameter exists, change nothing and exit with 0, without comparing the token',
      ),
    )
    .addCommand(writeCommand('rotate', 'replaces the stored token', shell))
    .addCommand(checkCommand(shell));
}

function writeCommand(mode: WriteMode, description: string, shell: Shell): Command {
  const example = `token ${mode} --fleet linux-ci --yes < token.txt`;
  return withYes(withTarget(fleetCommand(mode, example)))
    .description(`${description}. Reads the token from a prompt or standard input, never from an argument`)
    .option(
      '--kms-key <key>',
      "KMS key: id, ARN or alias (default: the fleet's, else alias/aws/ssm)",
      parameterValue('--kms-key', 'SEMAPHORE_AGENT_TOKEN_KMS_KEY'),
    )
    .option('--no-check', 'store the token without trying it against Semaphore')
    .action(
      runIn(shell, async (shell, options: WriteOptions) => {
        const { writeToken } = await import('./write-token.ts');
        await writeToken(mode, options, shell);
      }),
    );
}

function checkCommand(shell: Shell): Command {
  return withTarget(fleetCommand('check', 'token check'))
    .description('reads the stored tokens and tries each against Semaphore')
    .action(
      runIn(shell, async (shell, options: TargetOptions) => {
        const { checkTokens } = await import('./check-tokens.ts');
        await checkTokens(options, shell);
      }),
    );
}

function withTarget(command: Command): Command {
  return withFleetOptions(command)
    .option(
      '--parameter <name>',
      "use this SSM parameter instead of the fleets'",
      parameterValue('--parameter', 'SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME'),
    )
    .option(
      '--endpoint <host>',
      "use this Semaphore host instead of the fleets'",
      parameterValue('--endpoint', 'SEMAPHORE_ENDPOINT'),
    );
}
