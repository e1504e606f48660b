import type { MachineImage } from '@agent-aws-stack/aws-clients/ec2';
import { describe, expect, it } from '@jest/globals';
import { workspaceRoot } from '../workspace.ts';
import { existingImage, LONGEST_WAIT_MS, TAGGING_MS } from './existing-image.ts';
import { planBuild } from './plan-build.ts';
import { machineImage } from './testing/fake-ports.ts';

const pending = machineImage({ state: 'pending' });
const tagged = machineImage({ tags: { Hash: '0123', Agent_Version: 'v2.2.16' } });
const asLaunched = machineImage({ tags: { Name: 'Packer: Semaphore agent on Ubuntu noble' } });

/** Returns these results of EC2 one after the other, then always the last. */
async function look(
  states: readonly (MachineImage | undefined)[],
  { env = {}, force = false }: { readonly env?: NodeJS.ProcessEnv; readonly force?: boolean } = {},
) {
  let [now, looks] = [0, 0];
  const said: string[] = [];
  const clock = { now: () => now, sleep: async (ms: number) => void (now += ms) };
  const findImage = async () => states[Math.min(looks++, states.length - 1)];
  const plan = planBuild('linux', { force }, env, workspaceRoot);
  const image = await existingImage(plan, { findImage, clock }, (text) => said.push(text)).catch(
    (error: Error) => error,
  );
  return { image, said, waitedMs: now };
}

describe('existingImage', () => {
  it.each<[string, MachineImage | undefined]>([
    ['none', undefined],
    ['one that is available', machineImage()],
  ])('gives %s at once', async (_name, image) => {
    expect(await look([image])).toEqual({ image, said: [], waitedMs: 0 });
  });

  it('waits for one that is being made, and says so', async () => {
    const { image, said, waitedMs } = await look([...Array<MachineImage>(10).fill(pending), tagged]);
    expect(image).toBe(tagged);
    expect(waitedMs).toBe(150_000);
    expect(said.at(-1)).toBe(
      'ami-0old is pending: another build is making it; waiting, 2 of at most 120 min',
    );
  });

  it('waits until it is tagged as well, for a while', async () => {
    expect(await look([pending, machineImage(), tagged])).toMatchObject({ image: tagged, waitedMs: 30_000 });
    expect(await look([asLaunched, tagged])).toMatchObject({ image: tagged, waitedMs: 15_000 });
    expect(await look([pending, asLaunched, tagged])).toMatchObject({ image: tagged, waitedMs: 30_000 });
    expect(await look([pending, machineImage()])).toMatchObject({ waitedMs: TAGGING_MS });
    expect(await look([machineImage()])).toMatchObject({ waitedMs: 0 });
  });

  it('gives none when the build that made it has given up', async () => {
    expect(await look([pending, undefined])).toMatchObject({ image: undefined, waitedMs: 15_000 });
  });

  it('does not wait for ever', async () => {
    const { image, waitedMs } = await look([pending]);
    expect(image).toMatchObject({
      message: expect.stringMatching(/ami-0old has been pending for 120 min.*--force/),
    });
    expect(waitedMs).toBe(LONGEST_WAIT_MS);
  });

  it.each([
    ['at once', [machineImage({ state: 'failed', stateReason: 'Internal error' })]],
    ['while it is waited for', [pending, machineImage({ state: 'failed', stateReason: 'Internal error' })]],
  ])('throws on one that failed, %s', async (_name, states) => {
    expect((await look(states)).image).toMatchObject({
      name: 'BuildError',
      message: expect.stringContaining('is failed (Internal error); --force replaces it'),
    });
  });

  it('throws on one that was built with other variables, naming all', async () => {
    const env = { AGENT_VERSION: 'v2.4.0', SOURCE_AMI: 'ami-0123456789abcdef0' };
    const other = machineImage({ tags: { Agent_Version: 'v2.2.16', Source_AMI: 'ami-0fedcba9876543210' } });
    const { image } = await look([other], { env });
    expect(image).toMatchObject({ name: 'BuildOptionsError' });
    expect((image as Error).message).toMatch(
      /^SOURCE_AMI: ami-0123456789abcdef0 was given, but .* was built with ami-0fedcba9876543210.*--force.*\nAGENT_VERSION: v2.4.0 .*v2.2.16/,
    );
  });

  it('with --force gives it as it is', async () => {
    expect(await look([pending], { env: { AGENT_VERSION: 'v2.4.0' }, force: true })).toMatchObject({
      image: pending,
      waitedMs: 0,
    });
  });
});
