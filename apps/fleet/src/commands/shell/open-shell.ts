import { awsClients } from '../../aws/clients.ts';
import { printIdentity } from '../../aws/print-identity.ts';
import type { CommonOptions } from '../../cli/common-options.ts';
import { ReportedFailure, UsageError, UserError } from '../../cli/errors.ts';
import { fullCommandWith } from '../../cli/full-command.ts';
import { findProgram, runOnTerminal } from '../../cli/programs.ts';
import type { Shell } from '../../cli/shell.ts';
import { chooseInstance } from './choose-instance.ts';
import { expectManaged } from './expect-managed.ts';
import { fleetInstances } from './fleet-instances.ts';

export interface ShellOptions extends CommonOptions {
  readonly stack?: string;
}

const GUIDE = 'https://docs.aws.amazon.com';
const INSTALL = {
  aws: `Install the AWS CLI: ${GUIDE}/cli/latest/userguide/getting-started-install.html`,
  'session-manager-plugin': `Install the Session Manager plugin: ${GUIDE}/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html`,
} as const;

/**
 * Opens a session on an instance and waits until it ends.
 * @throws UsageError, UserError, AwsError, CancelledError; ReportedFailure with the session's exit code if that is not 0
 */
export async function openShell(
  wanted: string | undefined,
  { stack, json, ...typed }: ShellOptions,
  shell: Shell,
): Promise<void> {
  if (json) throw new UsageError('--format', 'a session has no output for programs', 'Leave it out');
  if (wanted !== undefined && !/^i-[0-9a-f]+$/.test(wanted))
    throw new UsageError('instance', `${wanted} is not an instance id`, 'It looks like i-0123456789abcdef0');
  const cli = installed('aws', shell);
  installed('session-manager-plugin', shell);

  const aws = awsClients(shell.env);
  const { region } = await printIdentity(aws, shell);
  const where = `${stack === undefined ? 'the fleets' : `fleet ${stack}`} in ${region}`;
  const instances = await fleetInstances(aws, stack);
  const { id, stackName } = await chooseInstance({ instances, wanted, where }, shell);
  const fullCommand = fullCommandWith({ ...typed, stack: [stackName] });
  await expectManaged(aws, id, fullCommand('doctor'));

  shell.err(`Opens a session on ${id} of fleet ${stackName}. A job that runs on it continues.`);
  const profile = typed.profile === undefined ? [] : ['--profile', typed.profile];
  const args = ['ssm', 'start-session', '--target', id, '--region', region, ...profile];
  const code = await runOnTerminal(cli, args, shell.env);
  if (code !== 0) throw new ReportedFailure(code);
}

/** @throws UserError if the program is not on the PATH */
function installed(name: keyof typeof INSTALL, { env }: Pick<Shell, 'env'>): string {
  const path = findProgram(name, env);
  if (path === undefined) throw new UserError(name, 'is not on the PATH', INSTALL[name]);
  return path;
}
