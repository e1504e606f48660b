import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { imageName } from '@agent-aws-stack/ami-hash';
import { IMAGE_TITLE, ubuntu } from '@agent-aws-stack/contract';
import { workspaceRoot } from '@agent-aws-stack/images';
import type { Verdicts } from '../guest/verdicts.ts';
import { findImages, type Image } from './ec2/image.ts';
import { OUTDATED, OWN_SOURCE } from './images-of-the-region.ts';
import { lastOf } from './image-builder.ts';
import { playbookOf } from './packer-log.ts';
import { BUILD_RELEASE } from './region.ts';
import type { BuildMachine } from './build-machine.ts';

/** The image that replaces one of the same name, from the builder's call to its word. @returns it, if it is made */
export async function proveBuild(verdicts: Verdicts, buildMachine: BuildMachine): Promise<Image | undefined> {
  const { region, builder, arch, variables } = buildMachine;
  const { account } = region;
  // As the stack computes it.
  const name = imageName({ os: ubuntu(BUILD_RELEASE), arch, root: workspaceRoot });
  const outdated = { ...account.image(OWN_SOURCE), imageId: OUTDATED, name, snapshotId: 'snap-outdated' };
  account.images.push(outdated);
  account.snapshots.set(outdated.snapshotId, new Map());
  const made = (): Image | undefined =>
    account.images.find((image) => image.name === name && image !== outdated);

  const context = join(workspaceRoot, 'apps/infra/cdk.context.json');
  const lookup = `ami:account=${account.id}:filters.name.0=${name}:region=${account.region}`;
  await writeFile(context, JSON.stringify({ [lookup]: OUTDATED }));

  let log = '';
  let printed = '';
  const built = await verdicts.prove('build: images:build-linux --force makes an image', async () => {
    const build = await builder.build(['--force'], { ...variables, SOURCE_AMI: OWN_SOURCE });
    ({ log, printed } = build);
    return build.exitCode === 0 && made() ? [] : [lastOf(build.printed)];
  });
  const image = made();
  if (!built || image === undefined) return undefined;
  const { imageId, snapshotId, tags } = image;
  await verdicts.prove('guest: running the playbook again changes nothing', async () => {
    const { ended, changed, changes } = playbookOf(log);
    return ended === 'well' && changed === 0 ? [] : [`changed=${changed}: ${changes.join('; ')}`];
  });
  await verdicts.prove('build: the image is encrypted and has the expected tags', async () => {
    const expected = await expectedTags(name, variables);
    return [
      ...(image.encrypted ? [] : ['it is not encrypted']),
      ...differences('the image', tags, expected),
      ...differences('its snapshot', account.snapshots.get(snapshotId), expected),
    ];
  });
  await verdicts.prove(
    'build: the image of that name before, its snapshot and its lookup are gone',
    async () => [
      ...(account.images.includes(outdated) ? ['the image is there'] : []),
      ...(account.snapshots.has(outdated.snapshotId) ? ['its snapshot is there'] : []),
      ...((await readFile(context, 'utf8')).includes(lookup) ? ['the stack has it looked up'] : []),
    ],
  );
  await verdicts.prove('build: the CDK app finds the image by its name', async () => {
    const values = { 'image-type': 'machine', state: 'available', name };
    const Filter = Object.entries(values).map(([Name, value]) => ({ Name, Value: [value] }));
    const found = findImages(account.images, account.id, { Owner: [account.id], Filter });
    return isDeepStrictEqual(found, [image]) ? [] : [JSON.stringify(found)];
  });
  await verdicts.prove('build: nothing else is left in the account', async () => account.leftovers());
  await verdicts.prove('build: the image id is printed and written', async () => {
    const outcome: unknown = JSON.parse(await readFile(builder.outcomeFile, 'utf8'));
    const expected = { imageId, imageName: name, built: true, state: 'available' };
    return [
      ...(printed.includes(`Built ${name} in ${account.region}: ${imageId}`) ? [] : [lastOf(printed)]),
      ...(isDeepStrictEqual({ ...(outcome as object), ...expected }, outcome)
        ? []
        : [JSON.stringify(outcome)]),
    ];
  });
  return image;
}

/** A call for an image that is there. */
export async function proveNextCall(
  verdicts: Verdicts,
  { region: { account }, builder, variables }: BuildMachine,
  { imageId }: Image,
): Promise<void> {
  await verdicts.prove('build: the next call finds the image and makes none', async () => {
    const launched = account.instances.length;
    const { exitCode, printed } = await builder.buildDirectly([], variables);
    const found =
      exitCode === 0 && printed.includes(`already exists in ${account.region}`) && printed.includes(imageId);
    return found && account.instances.length === launched ? [] : [lastOf(printed)];
  });
}

async function expectedTags(
  name: string,
  {
    APT_HOLD_PATTERNS = '',
    INSTALL_ERLANG = 'true',
    SYSTEMD_RESTART_SECONDS = '1800',
  }: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, string>> {
  const file = join(workspaceRoot, 'images/packer/linux/versions.json');
  const { image, agent, toolbox } = JSON.parse(await readFile(file, 'utf8')) as Record<
    string,
    { version: string }
  >;
  return new Map([
    ['Name', IMAGE_TITLE],
    ['Version', `v${image?.version}`],
    ['Agent_Version', agent?.version ?? ''],
    ['Toolbox_Version', toolbox?.version ?? ''],
    ['Hash', name.slice(name.lastIndexOf('-') + 1)],
    ['Source_AMI', OWN_SOURCE],
    ['Root_Volume_Size', '16'],
    ['Apt_Hold_Patterns', APT_HOLD_PATTERNS],
    ['Install_Erlang', INSTALL_ERLANG],
    ['Systemd_Restart_Seconds', SYSTEMD_RESTART_SECONDS],
  ]);
}

function differences(
  what: string,
  tags: ReadonlyMap<string, string> = new Map(),
  expected: ReadonlyMap<string, string>,
): readonly string[] {
  return isDeepStrictEqual(tags, expected)
    ? []
    : [`tags of ${what}: ${JSON.stringify([...tags])}, not ${JSON.stringify([...expected])}`];
}
