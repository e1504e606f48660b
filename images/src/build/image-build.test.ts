import type { MachineImage } from '@agent-aws-stack/aws-clients/ec2';
import { describe, expect, it } from '@jest/globals';
import { workspaceRoot } from '../workspace.ts';
import { ImageBuild } from './image-build.ts';
import { planBuild } from './plan-build.ts';
import { runBuilds } from './run-builds.ts';
import { fakeWorld, machineImage } from './testing/fake-world.ts';

const plan = (force = false, env: NodeJS.ProcessEnv = {}) =>
  planBuild('linux', { force }, env, workspaceRoot);
const run = (...builds: ImageBuild[]) =>
  runBuilds(
    builds.map((build, index) => ({ label: `build ${index}`, build })),
    { interactive: false, concurrency: builds.length },
  );
const packer = ['prepare', 'packer init', 'packer validate', 'packer build'];

describe('ImageBuild', () => {
  it.each<[string, MachineImage | undefined, boolean, string[]]>([
    ['a new image', undefined, false, packer],
    ['an image that is there', machineImage(), false, []],
    ['an image that is there, by force', machineImage(), true, [...packer, `forget ${plan().imageName}`]],
    [
      'a failed image, by force',
      machineImage({ state: 'failed' }),
      true,
      [...packer, `forget ${plan().imageName}`],
    ],
    ['a new image, by force', undefined, true, packer],
  ])('for %s', async (_name, found, force, expected) => {
    const world = fakeWorld({ found });
    const build = new ImageBuild(plan(force), world);
    await run(build);
    expect(world.told).toEqual(expected);
    expect(build.outcome.imageId).toBe(expected.length > 0 ? 'ami-0new' : 'ami-0old');
  });

  it('forgets nothing when the build fails, and keeps why', async () => {
    const world = fakeWorld({ found: machineImage() });
    world.packer.build = () => Promise.reject(new Error('no quota'));
    const build = new ImageBuild(plan(true), world);
    await run(build);
    expect(build.failure).toEqual(new Error('no quota'));
    expect(build.hasPackerRun).toBe(true);
    expect(world.told).not.toContainEqual(expect.stringMatching(/^forget/));
  });

  it('builds from the image that is named, on a volume that fits', async () => {
    const source = machineImage({
      ...{ id: 'ami-0123456789abcdef0', rootDevice: '/dev/xvda' },
      volumes: [{ device: '/dev/xvda', sizeGib: 30 }],
    });
    const world = fakeWorld({ found: undefined, source });
    await run(new ImageBuild(plan(false, { SOURCE_AMI: source.id }), world));
    expect(world.packerArguments.at(-1)).toEqual(
      expect.arrayContaining(['root_device_name=/dev/xvda', 'root_volume_size=30']),
    );
  });
});

describe('several builds', () => {
  it('do not keep each other', async () => {
    const failing = new ImageBuild(plan(), fakeWorld({ found: machineImage({ state: 'failed' }) }), 'one');
    const fine = new ImageBuild(plan(), fakeWorld({ found: undefined }), 'two');
    await run(failing, fine);
    expect(failing.failure).toMatchObject({ message: expect.stringContaining('is failed') });
    expect([fine.failure, fine.outcome.imageId]).toEqual([undefined, 'ami-0new']);
  });

  it('are not begun once the user has interrupted', async () => {
    const world = fakeWorld({ found: undefined, signal: AbortSignal.abort() });
    const build = new ImageBuild(plan(), world);
    await run(build, new ImageBuild(plan(), world));
    expect(world.told).toEqual([]);
    expect(build.failure).toMatchObject({ name: 'AbortError' });
  });
});
