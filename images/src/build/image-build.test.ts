import type { MachineImage } from '@agent-aws-stack/aws-clients/ec2';
import { describe, expect, it } from '@jest/globals';
import { workspaceRoot } from '../workspace.ts';
import { BuildError } from './errors.ts';
import { ImageBuild } from './image-build.ts';
import { planBuild } from './plan-build.ts';
import { runBuilds } from './run-builds.ts';
import { fakePorts, machineImage } from './testing/fake-ports.ts';

const plan = (force = false, env: NodeJS.ProcessEnv = {}) =>
  planBuild('linux', { force }, env, workspaceRoot);
const run = (...builds: ImageBuild[]) =>
  runBuilds(
    builds.map((build, index) => ({ label: `build ${index}`, build })),
    { interactive: false, concurrency: builds.length },
  );
const wholeBuild = ['prepare', 'packer init', 'packer validate', 'packer build'];

describe('ImageBuild', () => {
  it.each<[string, MachineImage | undefined, boolean, string[]]>([
    ['builds a new image', undefined, false, wholeBuild],
    ['builds nothing if the image exists', machineImage(), false, []],
    [
      'replaces an existing image with --force',
      machineImage(),
      true,
      [...wholeBuild, `forget ${plan().imageName}`],
    ],
    [
      'replaces a failed image with --force',
      machineImage({ state: 'failed' }),
      true,
      [...wholeBuild, `forget ${plan().imageName}`],
    ],
    ['builds a new image with --force', undefined, true, wholeBuild],
  ])('%s', async (_name, found, force, expected) => {
    const ports = fakePorts({ found });
    const build = new ImageBuild(plan(force), ports);
    await run(build);
    expect(ports.calls).toEqual(expected);
    expect(build.outcome.imageId).toBe(expected.length > 0 ? 'ami-0new' : 'ami-0old');
  });

  it('if the build fails, keeps its error, and does not remove the cached lookup', async () => {
    const ports = fakePorts({ found: machineImage() });
    ports.packer.build = () => Promise.reject(new Error('no quota'));
    const build = new ImageBuild(plan(true), ports);
    await run(build);
    expect(build.failure).toEqual(new Error('no quota'));
    expect(build.hasPackerRun).toBe(true);
    expect(ports.calls).not.toContainEqual(expect.stringMatching(/^forget/));
  });

  it('builds from SOURCE_AMI, on a volume of its size', async () => {
    const source = machineImage({
      ...{ id: 'ami-0123456789abcdef0', rootDevice: '/dev/xvda' },
      volumes: [{ device: '/dev/xvda', sizeGib: 30 }],
    });
    const ports = fakePorts({ found: undefined, source });
    await run(new ImageBuild(plan(false, { SOURCE_AMI: source.id }), ports));
    expect(ports.packerArguments.at(-1)).toEqual(
      expect.arrayContaining(['root_device_name=/dev/xvda', 'root_volume_size=30']),
    );
  });
});

describe('after an interruption', () => {
  const interrupted = async (error: Error) => {
    const interruption = new AbortController();
    const ports = fakePorts({ found: undefined, signal: interruption.signal });
    ports.prepare = () => {
      interruption.abort();
      return Promise.reject(error);
    };
    const build = new ImageBuild(plan(), ports);
    await run(build);
    return build.failure;
  };

  it('the failure is the interruption, not the error of a program that Ctrl-C ended, such as pip', async () => {
    expect(await interrupted(new Error('pip was killed with SIGINT'))).toMatchObject({ name: 'AbortError' });
  });

  it("the failure is Packer's message if Packer itself was interrupted", async () => {
    expect(await interrupted(new BuildError('packer', 'interrupted'))).toMatchObject({
      message: 'packer: interrupted',
    });
  });
});

describe('several builds', () => {
  it('fail independently of each other', async () => {
    const failing = new ImageBuild(plan(), fakePorts({ found: machineImage({ state: 'failed' }) }), 'one');
    const fine = new ImageBuild(plan(), fakePorts({ found: undefined }), 'two');
    await run(failing, fine);
    expect(failing.failure).toMatchObject({ message: expect.stringContaining('is failed') });
    expect([fine.failure, fine.outcome.imageId]).toEqual([undefined, 'ami-0new']);
  });

  it('do not start after an interruption', async () => {
    const ports = fakePorts({ found: undefined, signal: AbortSignal.abort() });
    const build = new ImageBuild(plan(), ports);
    await run(build, new ImageBuild(plan(), ports));
    expect(ports.calls).toEqual([]);
    expect(build.failure).toMatchObject({ name: 'AbortError' });
  });
});
