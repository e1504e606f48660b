import type { MachineImage } from '@agent-aws-stack/aws-clients/ec2';
import { describe, expect, it } from '@jest/globals';
import { workspaceRoot } from '../workspace.ts';
import { existingImage, LONGEST_WAIT_MS, TAGGING_MS } from './existing-image.ts';
import { planBuild } from './plan-build.ts';
import { machineImage } from './testing/fake-ports.ts';

const pending = machineImage({ state: 'pending' });
const tagged = machineImage({ tags: { Hash: '0123', Agent_Version: 'v2.2.16' } });
const asLaunched = machineImage({ tags: { Name: 'Packer: Semaphore agent on Ubuntu noble' } });

/** Calls existingImage with a fake EC2 that returns these images in turn, and then keeps returning the last one. */
async function lookUp(
  states: readonly (MachineImage | undefined)[],
  { env = {}, force = false }: { readonly env?: NodeJS.ProcessEnv; readonly force?: boolean } = {},
) {
  let [now, calls] = [0, 0];
  const output: string[] = [];
  const clock = { now: () => now, sleep: async (ms: number) => void (now += ms) };
  const findImage = async () => states[Math.min(calls++, states.length - 1)];
  const plan = planBuild('linux', { force }, env, workspaceRoot);
  const image = await existingImage(plan, { findImage, clock }, (text) => output.push(text)).catch(
    (error: Error) => error,
  );
  return { image, output, waitedMs: now };
}

describe('existingImage', () => {
  it.each<[string, MachineImage | undefined]>([
    ['undefined if there is no image', undefined],
    ['an available image', machineImage()],
  ])('does not wait, and returns %s', async (_name, image) => {
    expect(await lookUp([image])).toEqual({ image, output: [], waitedMs: 0 });
  });

  it('waits for a pending image, and reports progress', async () => {
    const { image, output, waitedMs } = await lookUp([...Array<MachineImage>(10).fill(pending), tagged]);
    expect(image).toBe(tagged);
    expect(waitedMs).toBe(150_000);
    expect(output.at(-1)).toBe(
      'ami-0old is pending: another build is creating it; waiting, 2 of at most 120 min',
    );
  });

  it('waits up to two minutes for the tags of an image that another build has just created', async () => {
    expect(await lookUp([pending, machineImage(), tagged])).toMatchObject({
      image: tagged,
      waitedMs: 30_000,
    });
    expect(await lookUp([asLaunched, tagged])).toMatchObject({ image: tagged, waitedMs: 15_000 });
    expect(await lookUp([pending, asLaunched, tagged])).toMatchObject({ image: tagged, waitedMs: 30_000 });
    expect(await lookUp([pending, machineImage()])).toMatchObject({ waitedMs: TAGGING_MS });
    expect(await lookUp([machineImage()])).toMatchObject({ waitedMs: 0 });
  });

  it('returns undefined if the pending image disappears', async () => {
    expect(await lookUp([pending, undefined])).toMatchObject({ image: undefined, waitedMs: 15_000 });
  });

  it('throws if the image stays pending for two hours', async () => {
    const { image, waitedMs } = await lookUp([pending]);
    expect(image).toMatchObject({
      message: expect.stringMatching(/ami-0old has been pending for 120 min.*--force/),
    });
    expect(waitedMs).toBe(LONGEST_WAIT_MS);
  });

  it.each([
    ['has failed', [machineImage({ state: 'failed', stateReason: 'Internal error' })]],
    ['fails during the wait', [pending, machineImage({ state: 'failed', stateReason: 'Internal error' })]],
  ])('throws if the image %s', async (_name, states) => {
    expect((await lookUp(states)).image).toMatchObject({
      name: 'BuildError',
      message: expect.stringContaining('is failed (Internal error); --force replaces it'),
    });
  });

  it('throws with every difference if the image was built with other variables', async () => {
    const env = { AGENT_VERSION: 'v2.4.0', SOURCE_AMI: 'ami-0123456789abcdef0' };
    const other = machineImage({ tags: { Agent_Version: 'v2.2.16', Source_AMI: 'ami-0fedcba9876543210' } });
    const { image } = await lookUp([other], { env });
    expect(image).toMatchObject({ name: 'BuildOptionsError' });
    expect((image as Error).message).toMatch(
      /^SOURCE_AMI: you set ami-0123456789abcdef0, but .* was built with ami-0fedcba9876543210.*--force.*\nAGENT_VERSION: you set v2.4.0, .*v2.2.16/,
    );
  });

  it('returns the image in any state with --force', async () => {
    expect(await lookUp([pending], { env: { AGENT_VERSION: 'v2.4.0' }, force: true })).toMatchObject({
      image: pending,
      waitedMs: 0,
    });
  });
});
