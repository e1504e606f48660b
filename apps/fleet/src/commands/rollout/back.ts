import { awsClients } from '../../aws/clients.ts';
import type { ChangeOptions, FleetOptions } from '../../cli/common-options.ts';
import { UserError } from '../../cli/errors.ts';
import { fullCommandWith } from '../../cli/full-command.ts';
import type { Shell } from '../../cli/shell.ts';
import { deployedGroup } from '../../observe/deployed-group.ts';
import { onlyFleet } from '../../observe/only-fleet.ts';
import { previousImageOf } from '../../observe/previous-image.ts';

export interface BackOptions extends FleetOptions, ChangeOptions {}

/** Deploys fleets as the command `deploy` does. */
export type DeployFleets = (
  options: BackOptions & { readonly concurrency: number },
  shell: Shell,
) => Promise<void>;

/**
 * Deploys one fleet with the image of its previous version. It is a normal deployment: CloudFormation makes a new version of the launch template,
 * so the stack and its template agree afterwards.
 * @throws UserError if there is no previous image; what `onlyFleet`, `deployedGroup` and `deployFleets` throw
 */
export async function goBack(options: BackOptions, shell: Shell, deployFleets: DeployFleets): Promise<void> {
  const aws = awsClients(shell.env);
  const { stackName } = await onlyFleet(aws, options, shell, 'each has its own image');
  const fullCommand = fullCommandWith(options);
  const group = await deployedGroup(aws, stackName, fullCommand);
  const { current, previous, left } = await previousImageOf(aws, group);
  if (previous === undefined)
    throw left === undefined
      ? new UserError(
          `fleet ${stackName}`,
          `has always had the image ${current}`,
          `If another setting is the cause, change it back in the configuration, then deploy: ${fullCommand('deploy')}`,
        )
      : new UserError(
          `fleet ${stackName}`,
          `had no image before ${current}, and has already left ${left.imageId} for it`,
          `To deploy ${left.imageId} again, set SEMAPHORE_AGENT_AMI to it, then: ${fullCommand('deploy')}`,
        );
  const { imageId, version } = previous;
  shell.err(`Back to the image ${imageId} of launch template version ${version}, from ${current}.`);
  const env = { ...shell.env, SEMAPHORE_AGENT_AMI: imageId };
  await deployFleets({ ...options, fleet: [stackName], concurrency: 1 }, { ...shell, env });
  if (!options.json)
    shell.out(
      `The next deployment takes the configured image again. To stay with this one, set SEMAPHORE_AGENT_AMI to ${imageId}.`,
    );
}
