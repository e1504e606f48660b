import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AWS_CLI } from '../guest/base.ts';
import type { Verdicts } from '../guest/verdicts.ts';
import { NEWEST, SILENT } from './images-of-the-region.ts';
import { lastOf } from './image-builder.ts';
import { playbookOf } from './packer-log.ts';
import type { BuildMachine } from './build-machine.ts';

/** Checks builds that end without an image and leave no resource in the account. */

/**
 * Builds while the AWS CLI is missing, so that a Goss test fails after the playbook has succeeded.
 * @returns whether the guest is provisioned
 */
export async function proveRefusal(
  verdicts: Verdicts,
  { machine, region, builder, variables, missed }: BuildMachine,
): Promise<boolean> {
  const awsCli = join(machine.root, AWS_CLI);
  await rename(awsCli, `${awsCli}.away`);
  let provisioned = false;
  await verdicts.prove("build: Packer provisions an instance of Canonical's newest image", async () => {
    const { log, printed } = await builder
      .buildDirectly([], variables)
      .finally(() => rename(`${awsCli}.away`, awsCli));
    const { result, failure } = playbookOf(log);
    provisioned = result === 'succeeded';
    const launched = region.account.instances.map(({ launch }) => launch.ImageId);
    return [
      ...(provisioned ? [] : [lastOf(printed), failure, `not served: ${missed.join(', ')}`]),
      ...(launched.join() === NEWEST ? [] : [`launched: ${launched.join()}`]),
      ...(printed.includes('Command: aws --version: exit-status:') ? [] : [lastOf(printed)]),
    ];
  });
  await verdicts.prove(
    'build: if a Goss test fails, no image is created and no resource remains',
    async () => [...createdImages(region), ...region.account.leftovers()],
  );
  return provisioned;
}

/** Interrupts a build while Packer waits for the instance. */
export async function proveInterruption(
  verdicts: Verdicts,
  { region, builder, variables }: BuildMachine,
): Promise<void> {
  const { account } = region;
  const running = (): boolean => account.instances.some(({ state }) => state === 'running');
  await verdicts.prove('build: after Ctrl-C, no resource remains in the account', async () => {
    const { exitCode, printed } = await builder.build([], { ...variables, SOURCE_AMI: SILENT }, running);
    await until(() => account.leftovers().length === 0);
    return [
      ...(exitCode === 0 ? [`exit code 0: ${lastOf(printed)}`] : []),
      ...(account.instances.at(-1)?.launch.ImageId === SILENT ? [] : [lastOf(printed)]),
      ...createdImages(region),
      ...account.leftovers(),
    ];
  });
}

const createdImages = ({ server }: BuildMachine['region']): readonly string[] =>
  server.calls
    .filter(({ action }) => action === 'CreateImage')
    .map(({ input }) => `created image ${input['Name']}`);

/** Waits until a condition is met, for two minutes at most. After Ctrl-C, Nx exits first, and Packer still deletes the build's resources. */
async function until(condition: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 1_200 && !condition(); attempt++) await sleep(100);
}
