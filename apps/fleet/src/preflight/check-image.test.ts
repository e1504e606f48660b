import { describe, expect, it } from '@jest/globals';
import { FakeSite } from '../testing/fake-site.ts';
import { fleetParameters } from '../testing/fleet-file.ts';
import { AMI, fleetsOf, preflightProblems } from '../testing/preflight-problems.ts';

describe('checkImage', () => {
  it.each<[string, { state: string; architecture: string } | undefined, RegExp, RegExp]>([
    [
      'does not exist',
      undefined,
      /no image ami-\S+ in eu-west-1 that account 111111111111 may launch, .* of linux, mac/,
      /of this region/,
    ],
    ['is pending', { state: 'pending', architecture: 'x86_64' }, /is pending/, /^Wait/],
    ['has failed', { state: 'failed', architecture: 'x86_64' }, /is failed/, /another image/],
  ])('reports an image of two fleets once if it %s', async (_, image, problem, remedy) => {
    const site = new FakeSite();
    site.region.images.set(AMI, image);
    expect(await preflightProblems(site, fleetsOf(fleetParameters('linux'), fleetParameters('mac')))).toEqual(
      [
        {
          problem: expect.stringMatching(problem),
          remedy: expect.stringMatching(remedy),
          certain: true,
        },
      ],
    );
  });

  it.each<[string, { contract?: string; timeout: number }, boolean]>([
    ['an image without the tag', { timeout: 300 }, true],
    ['an image with another value', { timeout: 300, contract: 'x' }, true],
    ['an image of this version', { timeout: 300, contract: '1' }, false],
    ['an image of a later version', { timeout: 300, contract: '2' }, false],
    ['any image without a launch timeout', { timeout: 0 }, false],
  ])(
    'refuses a launch timeout only with an image that does not report launches: %s',
    async (_, given, isRefused) => {
      const site = new FakeSite();
      site.region.images.set(AMI, { state: 'available', architecture: 'x86_64', contract: given.contract });
      const settings = { SEMAPHORE_AGENT_LAUNCH_TIMEOUT: given.timeout };
      const problems = await preflightProblems(site, fleetsOf(fleetParameters('linux', settings)));
      expect(problems).toEqual(
        isRefused
          ? [
              {
                problem: expect.stringMatching(
                  /LAUNCH_TIMEOUT: image ami-\S+ has no tag semaphore:image-contract, .* linux/,
                ),
                remedy: expect.stringMatching(
                  /^Build an image .*LAUNCH_TIMEOUT=0.*give it the tag in your account/,
                ),
                certain: true,
              },
            ]
          : [],
      );
    },
  );

  it.each<[Record<string, unknown>, string | undefined, boolean]>([
    [{ SEMAPHORE_AGENT_INSTANCE_TYPE: 'm7g.large' }, undefined, true],
    [{ SEMAPHORE_AGENT_INSTANCE_TYPE: 'm7i.large' }, 'm7i.large of linux', true],
    [{ SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: { instanceType: 'm7g.large' } }, undefined, true],
    [
      {
        SEMAPHORE_AGENT_INSTANCE_TYPE: 'm7g.large',
        SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: [
          { instanceType: 'm7g.large' },
          { instanceType: 'm7i.large', imageId: 'ami-1' },
        ],
      },
      undefined,
      true,
    ],
  ])('reports which instance types of %j cannot boot an arm64 image', async (settings, unable, certain) => {
    const site = new FakeSite();
    site.region.images.set(AMI, { state: 'available', architecture: 'arm64' });
    const problems = await preflightProblems(site, fleetsOf(fleetParameters('linux', settings)));
    expect(problems).toEqual(
      unable === undefined
        ? []
        : [
            {
              problem: `SEMAPHORE_AGENT_AMI: image ${AMI} is arm64, which ${unable} cannot boot`,
              remedy: expect.stringMatching(/instance types that boot arm64$/),
              certain,
            },
          ],
    );
  });
});
