import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AWS_CLI } from '../guest/base.ts';
import type { Verdicts } from '../guest/verdicts.ts';
import { NEWEST, SILENT } from './images-of-the-region.ts';
import { lastOf } from './image-builder.ts';
import { playbookOf } from './packer-log.ts';
import type { BuildMachine } from './build-machine.ts';

/** Builds that end without an image, and leave nothing in the account. */

/**
 * Goss refuses what the playbook has made of a guest whose AWS CLI does not work.
 * @returns whether the guest is provisioned, which it then is but for that
 */
export async function proveRefusal(
  verdicts: Verdicts,
  { machine, region, builder, variables, missed }: BuildMachine,
): Promise<boolean> {
  const awsCli = join(machine.root, AWS_CLI);
  await rename(awsCli, `${awsCli}.away`);
  let provisioned = false;
  await verdicts.prove('build: Packer provisions an instance of the newest image of Canonical', async () => {
    const { log, printed } = await builder
      .buildDirectly([], variables)
      .finally(() => rename(`${awsCli}.away`, awsCli));
    const { ended, failure } = playbookOf(log);
    provisioned = ended === 'well';
    const launched = region.account.instances.map(({ launch }) => launch.ImageId);
    return [
      ...(provisioned ? [] : [lastOf(printed), failure, `not served: ${missed.join(', ')}`]),
      ...(launched.join() === NEWEST ? [] : [`launched: ${launched.join()}`]),
      ...(printed.includes('Command: aws --version: exit-status:') ? [] : [lastOf(printed)]),
    ];
  });
  await verdicts.prove('build: if Goss fails, there is no image, and nothing is left', async () => [
    ...madeBy(region),
    ...region.account.leftovers(),
  ]);
  return provisioned;
}

/** Ctrl-C while Packer waits for the instance. */
export async function proveInterruption(
  verdicts: Verdicts,
  { region, builder, variables }: BuildMachine,
): Promise<void> {
  const { account } = region;
  const running = (): boolean => account.instances.some(({ state }) => state === 'running');
  await verdicts.prove('build: after Ctrl-C nothing is left in the account', async () => {
    const { exitCode, printed } = await builder.build([], { ...variables, SOURCE_AMI: SILENT }, running);
    await until(() => account.leftovers().length === 0);
    return [
      ...(exitCode === 0 ? [`exit code 0: ${lastOf(printed)}`] : []),
      ...(account.instances.at(-1)?.launch.ImageId === SILENT ? [] : [lastOf(printed)]),
      ...madeBy(region),
      ...account.leftovers(),
    ];
  });
}

const madeBy = ({ server }: BuildMachine['region']): readonly string[] =>
  server.calls.filter(({ action }) => action === 'CreateImage').map(({ input }) => `made ${input['Name']}`);

/** Waits for it, two minutes at most: Packer goes on when Nx has ended. */
async function until(holds: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 1_200 && !holds(); attempt++) await sleep(100);
}
