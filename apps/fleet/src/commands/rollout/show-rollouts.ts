import { awsClients } from '../../aws/clients.ts';
import type { StackOptions } from '../../cli/common-options.ts';
import { fullCommandForFleet } from '../../cli/full-command.ts';
import type { Shell } from '../../cli/shell.ts';
import { deployedGroup } from '../../observe/deployed-group.ts';
import { instancesOf } from '../../observe/instances.ts';
import { observedFleets } from '../../observe/observed-fleets.ts';
import { rolloutOf } from '../../observe/rollout.ts';
import { templateVersionsOf } from '../../observe/template-versions.ts';
import { renderVersions } from '../../render/render-versions.ts';
import { describeRollout } from './describe-rollout.ts';
import { plainRollout } from './plain-rollout.ts';

/** Shows the rollouts of fleets, and their instances by the version of the launch template. @throws what `observedFleets`, `deployedGroup` and `rolloutOf` throw */
export async function showRollouts(options: StackOptions, shell: Shell): Promise<void> {
  const aws = awsClients(shell.env);
  const fleets = await observedFleets(aws, options, shell);
  const now = shell.now();
  const shown = await Promise.all(
    fleets.map(async ({ stackName }) => {
      const fullCommand = fullCommandForFleet(options, stackName, fleets.length);
      const group = await deployedGroup(aws, stackName, fullCommand);
      const versions = templateVersionsOf(group, await instancesOf(aws, group));
      return { fleet: stackName, rollout: await rolloutOf(aws, stackName), versions };
    }),
  );
  shell.report({
    fleets: shown.map(({ rollout, ...each }) => ({
      ...each,
      rollout: rollout === undefined ? null : plainRollout(rollout, now),
    })),
  });
  if (options.json) return;
  const texts = shown.map(({ fleet, rollout, versions }) =>
    [
      shell.style('bold', fleet),
      `  ${rollout === undefined ? 'no rollout: SEMAPHORE_AGENT_IMAGE_ROLLOUT is not deployed, so old instances stay until their agents end' : describeRollout(rollout, now)}`,
      ...renderVersions(versions, now).map((line) => `  ${line}`),
    ].join('\n'),
  );
  shell.out(texts.join('\n\n'));
}
