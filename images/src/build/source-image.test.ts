import type { MachineImage } from '@agent-aws-stack/aws-clients/ec2';
import { describe, expect, it } from '@jest/globals';
import { workspaceRoot } from '../workspace.ts';
import { planBuild } from './plan-build.ts';
import { withSourceImage } from './source-image.ts';
import { machineImage } from './testing/fake-ports.ts';

const plan = (env: NodeJS.ProcessEnv = {}) =>
  planBuild('linux', {}, { SOURCE_AMI: 'ami-0123456789abcdef0', ...env }, workspaceRoot);
const source = (sizeGib: number, differs: Partial<MachineImage> = {}) =>
  machineImage({
    volumes: [
      { device: '/dev/sda1', sizeGib },
      { device: '/dev/sdb', sizeGib: 500 },
    ],
    ...differs,
  });

describe('withSourceImage', () => {
  it.each<[number, NodeJS.ProcessEnv, string]>([
    [8, {}, '16'],
    [16, {}, '16'],
    [30, {}, '30'],
    [30, { ROOT_VOLUME_SIZE: '64' }, '64'],
    [30, { ROOT_VOLUME_SIZE: '100' }, '100'],
    [8, { ROOT_VOLUME_SIZE: '8' }, '8'],
  ])('for an image of %d GiB with %j, chooses a volume of %s GiB', (sizeGib, env, expected) => {
    expect(withSourceImage(plan(env), source(sizeGib)).variables).toMatchObject({
      root_volume_size: expected,
      root_device_name: '/dev/sda1',
    });
  });

  it("uses the device name of the image's root volume", () => {
    const own = machineImage({ rootDevice: '/dev/xvda', volumes: [{ device: '/dev/xvda', sizeGib: 40 }] });
    expect(withSourceImage(plan(), own).variables).toMatchObject({
      root_volume_size: '40',
      root_device_name: '/dev/xvda',
    });
  });

  it.each<[string, MachineImage | undefined, NodeJS.ProcessEnv, RegExp]>([
    ['a missing image', undefined, {}, /^SOURCE_AMI: there is no image ami-0123456789abcdef0 in us-east-1/],
    ['a pending image', source(8, { state: 'pending' }), {}, /^SOURCE_AMI: .* is pending/],
    [
      'an image of another architecture',
      source(8, { architecture: 'arm64' }),
      {},
      /^SOURCE_AMI: .* for arm64, but the build is for x86_64$/,
    ],
    [
      'an image without a root volume',
      source(8, { rootDevice: undefined }),
      {},
      /^SOURCE_AMI: .* no root volume/,
    ],
    [
      'an image larger than ROOT_VOLUME_SIZE',
      source(30),
      { ROOT_VOLUME_SIZE: '20' },
      /^ROOT_VOLUME_SIZE: 20 GiB .* 30 GiB$/,
    ],
  ])('throws for %s', (_name, image, env, expected) => {
    expect(() => withSourceImage(plan(env), image)).toThrow(expected);
  });

  it("accepts EC2's name for the architecture of a Mac", () => {
    const mac = planBuild('macos', {}, { SOURCE_AMI: 'ami-0123456789abcdef0' }, workspaceRoot);
    expect(withSourceImage(mac, source(120, { architecture: 'arm64_mac' }))).toBe(mac);
  });
});
