import { describe, expect, it } from '@jest/globals';
import { workspaceRoot } from '../workspace.ts';
import { buildImage, type BuildWorld } from './build-image.ts';
import { planBuild } from './plan-build.ts';

const image = { id: 'ami-0old', name: 'x', state: 'available' };

function world(found: typeof image | undefined, told: string[]): BuildWorld {
  return {
    findImage: async () => found,
    packer: {
      checkVersion: async () => '1.11.2',
      run: async ([command]) => void told.push(`packer ${command}`),
      build: async ([command]) => (told.push(`packer ${command}`), 'ami-0new'),
    },
    prepare: async () => void told.push('prepare'),
    forgetLookup: (name) => (told.push(`forget ${name}`), true),
    interactive: false,
  };
}

describe('buildImage', () => {
  const plan = (force: boolean) => planBuild('macos', { force }, {}, workspaceRoot);
  const packer = ['prepare', 'packer init', 'packer validate', 'packer build'];

  it.each([
    ['a new image', undefined, false, packer],
    ['an image that is there', image, false, []],
    ['an image that is there, by force', image, true, [...packer, `forget ${plan(true).imageName}`]],
    ['a new image, by force', undefined, true, packer],
  ])('for %s', async (_name, found, force, expected) => {
    const told: string[] = [];
    const { imageId } = await buildImage(plan(force), world(found, told));
    expect(told).toEqual(expected);
    expect(imageId).toBe(expected.length > 0 ? 'ami-0new' : 'ami-0old');
  });

  it('forgets nothing when the build fails', async () => {
    const told: string[] = [];
    const failing = world(image, told);
    failing.packer.build = () => Promise.reject(new Error('no quota'));
    await expect(buildImage(plan(true), failing)).rejects.toThrow('no quota');
    expect(told).not.toContainEqual(expect.stringMatching(/^forget/));
  });
});
