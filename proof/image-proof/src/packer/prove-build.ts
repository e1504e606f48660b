import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { imageName } from '@agent-aws-stack/ami-hash';
import { IMAGE_CONTRACT, IMAGE_CONTRACT_TAG, IMAGE_TITLE, ubuntu } from '@agent-aws-stack/contract';
import { workspaceRoot } from '@agent-aws-stack/images';
import type { Verdicts } from '../guest/verdicts.ts';
import { findImages, type Image } from './ec2/image.ts';
import { OUTDATED, OWN_SOURCE } from './images-of-the-region.ts';
import { lastOf } from './image-builder.ts';
import { playbookOf } from './packer-log.ts';
import { BUILD_RELEASE } from './region.ts';
import type { BuildMachine } from './build-machine.ts';

/** Checks a build that replaces an image of the same name. @returns the new image, if it was created */
export async function proveBuild(verdicts: Verdicts, buildMachine: BuildMachine): Promise<Image | undefined> {
  const { region, builder, arch, variables } = buildMachine;
  const { account } = region;
  // The stack computes the name in the same way.
  const name = imageName({ os: ubuntu(BUILD_RELEASE), arch, root: workspaceRoot });
  const outdated = { ...account.image(OWN_SOURCE), imageId: OUTDATED, name, snapshotId: 'snap-outdated' };
  account.images.push(outdated);
  account.snapshots.set(outdated.snapshotId, new Map());
  const newImage = (): Image | undefined =>
    account.images.find((image) => image.name === name && image !== outdated);

  const context = join(workspaceRoot, 'apps/infra/cdk.context.json');
  const lookup = `ami:account=${account.id}:filters.name.0=${name}:region=${account.region}`;
  await writeFile(context, JSON.stringify({ [lookup]: OUTDATED }));

  let log = '';
  let printed = '';
  const built = await verdicts.prove('build: images:build-linux --force creates an image', async () => {
    const build = await builder.build(['--force'], { ...variables, SOURCE_AMI: OWN_SOURCE });
    ({ log, printed } = build);
    return build.exitCode === 0 && newImage() ? [] : [lastOf(build.printed)];
  });
  const image = newImage();
  if (!built || image === undefined) return undefined;
  const { imageId, snapshotId, tags } = image;
  await verdicts.prove('guest: running the playbook again changes nothing', async () => {
    const { result, changed, changes } = playbookOf(log);
    return result === 'succeeded' && changed === 0 ? [] : [`changed=${changed}: ${changes.join('; ')}`];
  });
  await verdicts.prove('build: the image is encrypted and has the expected tags', async () => {
    const expected = await expectedTags(name, variables);
    return [
      ...(image.encrypted ? [] : ['the image is not encrypted']),
      ...differences('the image', tags, expected),
      ...differences('its snapshot', account.snapshots.get(snapshotId), expected),
    ];
  });
  await verdicts.prove(
    'build: the replaced image, its snapshot and its cached lookup are removed',
    async () => [
      ...(account.images.includes(outdated) ? ['the image exists'] : []),
      ...(account.snapshots.has(outdated.snapshotId) ? ['its snapshot exists'] : []),
      ...((await readFile(context, 'utf8')).includes(lookup) ? ['its lookup is cached'] : []),
    ],
  );
  await verdicts.prove('build: the CDK app finds the image by its name', async () => {
    const values = { 'image-type': 'machine', state: 'available', name };
    const Filter = Object.entries(values).map(([Name, value]) => ({ Name, Value: [value] }));
    const found = findImages(account.images, account.id, { Owner: [account.id], Filter });
    return isDeepStrictEqual(found, [image]) ? [] : [JSON.stringify(found)];
  });
  await verdicts.prove('build: no temporary resource of the build is left in the account', async () =>
    account.leftovers(),
  );
  await verdicts.prove('build: the builder prints the image id and writes it to a file', async () => {
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

/** Checks that a second call finds the image and builds nothing. */
export async function proveNextCall(
  verdicts: Verdicts,
  { region: { account }, builder, variables }: BuildMachine,
  { imageId }: Image,
): Promise<void> {
  await verdicts.prove('build: a second call finds the image and builds nothing', async () => {
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
    [IMAGE_CONTRACT_TAG, String(IMAGE_CONTRACT)],
  ]);
}

function differences(
  what: string,
  tags: ReadonlyMap<string, string> = new Map(),
  expected: ReadonlyMap<string, string>,
): readonly string[] {
  return isDeepStrictEqual(tags, expected)
    ? []
    : [`tags of ${what}: ${JSON.stringify([...tags])}, expected ${JSON.stringify([...expected])}`];
}
