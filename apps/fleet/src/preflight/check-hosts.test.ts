import { describe, expect, it } from '@jest/globals';
import { FakeSite } from '../testing/fake-site.ts';
import { fleetParameters } from '../testing/fleet-file.ts';
import { AMI, fleetsOf, preflightProblems } from '../testing/preflight-problems.ts';

describe('checkHosts', () => {
  const HOST = 'h-0123456789abcdef0';
  const good = { state: 'available', zone: 'eu-west-1a', type: 'mac2.metal' };
  const mac = (settings: object = {}) =>
    fleetsOf(
      fleetParameters('mac', {
        SEMAPHORE_AGENT_OS: 'macos',
        SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN: `arn:aws:license-manager:eu-west-1:111111111111:license-configuration:lic-${'0'.repeat(32)}`,
        SEMAPHORE_AGENT_AUTO_ALLOCATE_HOST: false,
        SEMAPHORE_AGENT_AUTO_RELEASE_HOST: false,
        SEMAPHORE_AGENT_MAC_DEDICATED_HOSTS: [HOST],
        ...settings,
      }),
    );

  it.each<[string, Partial<typeof good> | undefined, RegExp | undefined, boolean]>([
    ['available', {}, undefined, true],
    ['missing', undefined, /does not exist/, true],
    ['released', { state: 'released' }, /is released$/, true],
    ['pending', { state: 'pending' }, /is pending: EC2 is preparing it, or cleaning it/, false],
    [
      'in another zone',
      { zone: 'eu-west-1c' },
      /is in eu-west-1c, .* launches only in eu-west-1a, eu-west-1b$/,
      true,
    ],
    ['of another family', { type: 'mac1.metal' }, /is a host for mac1, .*MAC_FAMILY is mac2$/, true],
  ])('judges a host that is %s', async (_, change, problem, certain) => {
    const site = new FakeSite();
    site.region.images.set(AMI, { state: 'available', architecture: 'arm64_mac' });
    if (change !== undefined) site.region.hosts.set(HOST, { ...good, ...change });
    expect(await preflightProblems(site, mac())).toMatchObject(
      problem === undefined ? [] : [{ problem: expect.stringMatching(problem), certain }],
    );
  });

  it.each([
    ['another host is usable', { SEMAPHORE_AGENT_MAC_DEDICATED_HOSTS: [HOST, 'h-0123456789abcdef1'] }],
    ['hosts are allocated as needed', { SEMAPHORE_AGENT_AUTO_ALLOCATE_HOST: true }],
  ])('does not stop the deployment for an unusable host if %s', async (_, settings) => {
    const site = new FakeSite();
    site.region.images.set(AMI, { state: 'available', architecture: 'arm64_mac' });
    site.region.hosts.set(HOST, { ...good, state: 'released' }).set('h-0123456789abcdef1', good);
    expect(await preflightProblems(site, mac(settings))).toMatchObject([{ certain: false }]);
  });

  it('accepts only hosts in the zones that the configuration names', async () => {
    const site = new FakeSite();
    site.region.images.set(AMI, { state: 'available', architecture: 'arm64_mac' });
    site.region.hosts.set(HOST, good);
    expect(await preflightProblems(site, mac({ SEMAPHORE_AGENT_AZS: ['eu-west-1b'] }))).toMatchObject([
      { problem: expect.stringMatching(/is in eu-west-1a, .* only in eu-west-1b$/) },
    ]);
  });
});
