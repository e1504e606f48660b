import { describe, expect, it } from '@jest/globals';
import { AgentFleet } from './agent-fleet.ts';
import { core, ec2 } from './cdk.ts';
import type { AgentFleetProps } from './props/agent-fleet-props.ts';
import { MINIMAL, synthesize } from './testing/synthesize.ts';

const build = (props: Partial<AgentFleetProps>, id = 'Linux') =>
  synthesize((stack, bundles) => {
    new AgentFleet(stack, id, { ...MINIMAL, ...props, bundles });
  });
const seconds = (amount: number) => core.Duration.seconds(amount);

describe('props', () => {
  it.each<[string, Partial<AgentFleetProps>, string]>([
    [
      'a minimum size above the maximum',
      { group: { minSize: 5 } },
      'group.minSize is 5; expected: at most group.maxSize, which is 1',
    ],
    [
      'a poll interval that is too long',
      { scaler: { pollInterval: seconds(31) } },
      'scaler.pollInterval is 31; expected: an integer (seconds), from 1 to 30',
    ],
    [
      'a volume that is too large',
      {
        instance: {
          ...MINIMAL.instance,
          rootVolume: { deviceName: '/dev/sda1', size: core.Size.tebibytes(70) },
        },
      },
      'instance.rootVolume.size is 71680; expected: an integer (GiB), from 1 to 65536',
    ],
    ['a scheme in the endpoint', { endpoint: 'https://acme' }, 'endpoint is "https://acme"; expected: '],
    [
      "a token parameter with the name of the fleet's own parameter",
      { token: { parameterName: 'ci-Linux-config' } },
      'token.parameterName is "ci-Linux-config"; expected: another parameter',
    ],
    [
      'a KMS key that is given as a CDK token',
      { token: { parameterName: '/ci/token', kmsKey: core.Fn.importValue('key') } },
      'token.kmsKey is a CDK token; expected: the key itself, not its ARN or id',
    ],
    [
      'an instance type of another architecture',
      { instance: { arch: 'arm64' } },
      'instance.instanceType is "t2.micro"; expected: a type of architecture arm64',
    ],
    [
      'an arm64 instance type for Windows, which runs only on x86_64',
      {
        instance: {
          ...MINIMAL.instance,
          os: 'windows-2022',
          instanceType: new ec2.InstanceType('m7g.large'),
        },
      },
      'instance.instanceType is "m7g.large"; expected: a type of architecture x86_64',
    ],
    [
      'a Mac fleet without a license configuration',
      { instance: { ...MINIMAL.instance, os: 'macos' } },
      'instance.mac.licenseConfigurationArn; expected: to be set',
    ],
  ])('are rejected because of %s', (_, props, message) => {
    expect(() => build(props)).toThrow(
      expect.objectContaining({
        name: 'InvalidFleetPropsError',
        message: expect.stringContaining(`Stack/Linux:\n  ${message}`),
      }),
    );
  });

  it('are rejected if the construct id does not fit a name', () => {
    expect(() => build({}, 'Linux Arm')).toThrow(/fleetName is "ci-Linux Arm"; expected: /);
  });

  it('are all listed in one error if invalid, by the names of the props only', () => {
    const props = { group: { minSize: 5, maxSize: -1 }, scaler: { maxStep: -1 } };
    expect(() => build(props)).toThrow(/^Stack\/Linux:\n {2}group\.maxSize .*\n {2}scaler\.maxStep /);
    expect(() => build(props)).not.toThrow(/SEMAPHORE_/);
  });
});
