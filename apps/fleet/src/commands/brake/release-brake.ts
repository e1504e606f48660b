import { LAUNCH_PROCESS } from '@agent-aws-stack/contract';
import { awsClients } from '../../aws/clients.ts';
import { printIdentity } from '../../aws/print-identity.ts';
import { resumeLaunches } from '../../aws/resume-launches.ts';
import type { StackOptions } from '../../cli/common-options.ts';
import { UserError } from '../../cli/errors.ts';
import { fullCommandWith } from '../../cli/full-command.ts';
import type { Shell } from '../../cli/shell.ts';
import { deployedGroup } from '../../observe/deployed-group.ts';
import { onlyFleet } from '../../observe/only-fleet.ts';
import { clock } from '../../render/render-entry.ts';

/**
 * Resumes the launches that the scaler has suspended. Does nothing if the brake is not open.
 * @throws UserError if a person has suspended launches, AwsError; what `onlyFleet` throws
 */
export async function releaseBrake(options: StackOptions, shell: Shell): Promise<void> {
  const aws = awsClients(shell.env);
  const { stackName } = await onlyFleet(aws, options, shell, 'each has its own brake');
  await printIdentity(aws, shell);
  const fullCommand = fullCommandWith(options);
  const group = await deployedGroup(aws, stackName, fullCommand);
  const { name, launchBrake: brake, suspended } = group;
  const isOpen = brake !== undefined && brake.kind !== 'watching';
  if (!isOpen && suspended.includes(LAUNCH_PROCESS))
    throw new UserError(
      `group ${name}`,
      'a person, not the launch brake, has suspended its launches',
      `Resume them: ${fullCommand(`aws autoscaling resume-processes --auto-scaling-group-name ${name} --scaling-processes ${LAUNCH_PROCESS}`)}`,
    );
  if (isOpen) await resumeLaunches(aws, group);
  const openedAt = isOpen ? new Date(brake.since) : null;
  shell.report({ fleets: [{ fleet: stackName, group: name, released: isOpen, openedAt }] });
  if (options.json) return;
  shell.out(
    openedAt === null
      ? `${stackName}: the launch brake is not open`
      : `${stackName}: launches are resumed; the launch brake had been open since ${clock(openedAt)} UTC`,
  );
}
