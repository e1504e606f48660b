import { imageName } from '@agent-aws-stack/ami-hash';
import { loadFleets, wantedImages } from '@agent-aws-stack/config';
import type { ImageFamily } from '@agent-aws-stack/contract';
import { describe, expect, it } from '@jest/globals';
import { workspaceRoot } from '../workspace.ts';
import { describePlan, packerArguments } from './build-plan.ts';
import { BuildOptionsError } from './errors.ts';
import { planBuild, type BuildFlags } from './plan-build.ts';

const plan = (family: ImageFamily, flags: BuildFlags = {}, env: NodeJS.ProcessEnv = {}) =>
  planBuild(family, flags, env, workspaceRoot);

function problems(family: ImageFamily, flags: BuildFlags, env: NodeJS.ProcessEnv = {}): string[] {
  try {
    plan(family, flags, env);
  } catch (error) {
    if (error instanceof BuildOptionsError) return error.problems.map(({ message }) => message);
    throw error;
  }
  return [];
}

describe('planBuild', () => {
  it.each<[ImageFamily, BuildFlags, NodeJS.ProcessEnv, object]>([
    ['linux', {}, {}, { os: 'ubuntu-focal', arch: 'x86_64', region: 'us-east-1' }],
    ['linux', { os: 'ubuntu-noble', arch: 'arm64' }, {}, { os: 'ubuntu-noble', arch: 'arm64' }],
    ['linux', {}, { UBUNTU_VERSION: 'jammy', AMI_ARCH: 'arm64' }, { os: 'ubuntu-jammy', arch: 'arm64' }],
    ['linux', { os: 'ubuntu-noble' }, { UBUNTU_VERSION: 'jammy' }, { os: 'ubuntu-noble' }],
    [
      'linux',
      {},
      { UBUNTU_VERSION: '', AMI_ARCH: '', AWS_REGION: '' },
      { os: 'ubuntu-focal', arch: 'x86_64' },
    ],
    ['windows', {}, { UBUNTU_VERSION: 'noble' }, { os: 'windows', arch: 'x86_64' }],
    ['windows', { os: 'windows-2022' }, {}, { os: 'windows-2022', arch: 'x86_64' }],
    ['windows', { os: 'windows-2025' }, {}, { os: 'windows-2025', arch: 'x86_64' }],
    ['macos', {}, {}, { os: 'macos', arch: 'arm64' }],
    ['macos', {}, { AMI_ARCH: 'x86_64' }, { os: 'macos', arch: 'x86_64' }],
    ['linux', {}, { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'us-west-2' }, { region: 'eu-west-1' }],
    ['linux', {}, { AWS_DEFAULT_REGION: 'us-gov-west-1' }, { region: 'us-gov-west-1' }],
    ['linux', { region: 'ap-southeast-2' }, { AWS_REGION: 'eu-west-1' }, { region: 'ap-southeast-2' }],
  ])('chooses what to build for %s with options %j and environment %j', (family, flags, env, expected) => {
    expect(plan(family, flags, env)).toMatchObject(expected);
  });

  it.each<[ImageFamily, Record<string, string>]>([
    ['linux', {}],
    ['windows', { SEMAPHORE_AGENT_OS: 'windows' }],
    [
      'macos',
      {
        SEMAPHORE_AGENT_OS: 'macos',
        SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN:
          'arn:aws:license-manager:us-east-1:123456789012:license-configuration:lic-0123456789abcdef0123456789abcdef',
      },
    ],
  ])('by default, builds the %s image that a fleet with the parameters %j uses', (family, parameters) => {
    const env = {
      SEMAPHORE_AGENT_STACK_NAME: 'ci',
      SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: 'ci-token',
      SEMAPHORE_ENDPOINT: 'acme.semaphoreci.com',
      ...parameters,
    };
    const { fleets } = loadFleets({ env, readFile: () => '' });
    const { os, arch } = plan(family);
    expect(wantedImages(fleets)).toMatchObject([{ os, arch }]);
  });

  it('gives the image the name that the stack looks up', () => {
    const { os, arch, imageName: name } = plan('linux', { os: 'ubuntu-noble' });
    expect(name).toBe(imageName({ os, arch, root: workspaceRoot }));
    expect(name).toMatch(/^semaphore-agent-v\d+\.\d+\.\d+-ubuntu-noble-x86_64-[0-9a-f]{32}$/);
  });

  it('passes all parts of the name to Packer', () => {
    const { imageName: name, variables } = plan('linux', { os: 'ubuntu-noble', arch: 'arm64' });
    const { ami_prefix, image_version, ubuntu_version, arch, hash } = variables;
    expect(`${ami_prefix}-${image_version}-ubuntu-${ubuntu_version}-${arch}-${hash}`).toBe(name);
  });

  it.each<[ImageFamily, NodeJS.ProcessEnv, string, string]>([
    ['linux', { AMI_INSTANCE_TYPE: 'c6i.large' }, 'instance_type', 'c6i.large'],
    ['linux', {}, 'instance_type', 't3.medium'],
    ['linux', { AMI_ARCH: 'arm64' }, 'instance_type', 't4g.medium'],
    ['macos', { AMI_ARCH: 'x86_64' }, 'instance_type', 'mac1.metal'],
    ['windows', { SOURCE_AMI: 'ami-0123456789abcdef0' }, 'source_ami', 'ami-0123456789abcdef0'],
    ['linux', { APT_HOLD_PATTERNS: 'linux-*, docker-ce' }, 'apt_hold_patterns', 'linux-*, docker-ce'],
    ['linux', { APT_HOLD_PATTERNS: '["linux-*"]' }, 'apt_hold_patterns', '["linux-*"]'],
    ['linux', { ANSIBLE_VERBOSITY: '4' }, 'ansible_verbosity', '4'],
    ['linux', { INSTALL_ERLANG: 'true' }, 'install_erlang', 'true'],
    ['linux', { SYSTEMD_RESTART_SECONDS: '1800' }, 'systemd_restart_seconds', '1800'],
    ['linux', { AGENT_VERSION: 'v2.2.16' }, 'agent_version', 'v2.2.16'],
    ['macos', { TOOLBOX_VERSION: 'v1.38.4' }, 'toolbox_version', 'v1.38.4'],
    ['macos', { MACOS_VERSION: '12.6' }, 'macos_version', '12.6'],
    ['linux', { AMI_SSH_INTERFACE: 'session_manager' }, 'ssh_interface', 'session_manager'],
    [
      'windows',
      { AMI_SOURCE_CIDRS: '10.0.0.0/8, 198.51.100.7/32' },
      'source_cidrs',
      '10.0.0.0/8, 198.51.100.7/32',
    ],
    ['linux', { AMI_INSTANCE_PROFILE: 'packer' }, 'iam_instance_profile', 'packer'],
    ['linux', { AMI_PREFIX: 'our-agent' }, 'ami_prefix', 'our-agent'],
  ])('for %s with %j passes %s=%s to Packer', (family, env, variable, value) => {
    expect(plan(family, {}, env).variables).toMatchObject({ [variable]: value });
  });

  it('passes no version to Packer if none is set, so versions.json applies', () => {
    expect(plan('linux').variables).not.toHaveProperty('agent_version');
    expect(plan('linux', {}, { AGENT_VERSION: ' ' }).variables).not.toHaveProperty('agent_version');
  });

  it.each<[ImageFamily, BuildFlags, NodeJS.ProcessEnv, RegExp[]]>([
    [
      'linux',
      { os: 'ubuntu-nobel' },
      {},
      [/^--os: 'ubuntu-nobel' is not one of .* did you mean ubuntu-noble\?$/],
    ],
    ['linux', { os: 'windows' }, {}, [/^--os: windows is built by images:build-windows$/]],
    ['macos', { os: 'ubuntu-noble' }, {}, [/images:build-linux$/]],
    ['linux', { os: 'windows-2022' }, {}, [/^--os: windows-2022 is built by images:build-windows$/]],
    ['windows', { os: 'windows-2019' }, {}, [/^--os: 'windows-2019' is not one of .* did you mean windows/]],
    [
      'linux',
      {},
      { UBUNTU_VERSION: '24.04' },
      [/^UBUNTU_VERSION: '24.04' is not one of focal, jammy, noble/],
    ],
    ['linux', {}, { APT_HOLD_PATTERNS: `a${',b'.repeat(128)}` }, [/^APT_HOLD_PATTERNS: .* at most 256/]],
    ['windows', { arch: 'arm64' }, {}, [/^--arch: 'arm64' is not one of x86_64/]],
    ['linux', {}, { AMI_ARCH: 'amd64' }, [/^AMI_ARCH: 'amd64' is not/]],
    ['linux', { region: 'frankfurt' }, {}, [/^--region: 'frankfurt'/]],
    ['linux', {}, { AWS_REGION: 'frankfurt' }, [/^AWS_REGION: 'frankfurt'/]],
    ['linux', {}, { AWS_DEFAULT_REGION: 'frankfurt' }, [/^AWS_DEFAULT_REGION: 'frankfurt'/]],
    [
      'linux',
      {},
      { AMI_ARCH: 'arm64', AMI_INSTANCE_TYPE: 't2.micro' },
      [/^AMI_INSTANCE_TYPE: t2.micro is not arm64/],
    ],
    ['linux', {}, { SOURCE_AMI: 'ubuntu' }, [/^SOURCE_AMI: 'ubuntu' is not an image id/]],
    ['linux', {}, { AGENT_VERSION: '2.2.16' }, [/^AGENT_VERSION: '2.2.16' is not a release/]],
    ['linux', {}, { ANSIBLE_VERBOSITY: '5' }, [/^ANSIBLE_VERBOSITY: '5' is not 0 to 4/]],
    ['linux', {}, { SYSTEMD_RESTART_SECONDS: '0' }, [/^SYSTEMD_RESTART_SECONDS/]],
    ['linux', {}, { INSTALL_ERLANG: 'yes' }, [/^INSTALL_ERLANG: 'yes' is not true or false/]],
    ['macos', {}, { MACOS_VERSION: '11' }, [/^MACOS_VERSION/]],
    ['linux', {}, { AMI_PREFIX: 'a"b' }, [/^AMI_PREFIX/]],
    ['linux', {}, { AMI_SOURCE_CIDRS: '10.0.0.0' }, [/^AMI_SOURCE_CIDRS/]],
    ['linux', {}, { AMI_SOURCE_CIDRS: '10.0.0.0/8,10.1.0.0' }, [/^AMI_SOURCE_CIDRS/]],
    ['linux', {}, { AMI_SOURCE_CIDRS: '0.0.0.0/0' }, [/^AMI_SOURCE_CIDRS/]],
    ['linux', {}, { AMI_SOURCE_CIDRS: '999.0.0.1/32' }, [/^AMI_SOURCE_CIDRS/]],
    ['macos', {}, { AMI_SSH_INTERFACE: 'private_ip' }, [/^AMI_SOURCE_CIDRS: /]],
    [
      'linux',
      { arch: 'x' },
      { SOURCE_AMI: 'x', AGENT_VERSION: 'x' },
      [/^--arch/, /^SOURCE_AMI/, /^AGENT_VERSION/],
    ],
  ])('for %s refuses options %j with environment %j', (family, flags, env, expected) => {
    expect(problems(family, flags, env)).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
  });

  it('notes a variable without effect, and a prefix with which the stack would not find the image', () => {
    const env = { APT_HOLD_PATTERNS: 'linux-*', AMI_PREFIX: 'our-agent' };
    expect(plan('windows', {}, env).notes).toEqual([
      'APT_HOLD_PATTERNS: has no effect on windows',
      expect.stringMatching(/^AMI_PREFIX: .*SEMAPHORE_AGENT_AMI$/),
    ]);
  });
});

describe('packerArguments', () => {
  it('passes each variable as one argument, even with blanks and quotes', () => {
    const args = packerArguments('validate', plan('linux', {}, { APT_HOLD_PATTERNS: '["a b", "c"]' }));
    expect(args).toContain('apt_hold_patterns=["a b", "c"]');
    expect([args[0], args.at(-1)]).toEqual(['validate', '.']);
  });

  it.each([true, false])('replaces an image only with --force: %s', (force) => {
    const args = packerArguments('build', plan('linux', { force }));
    expect(args.includes('-force')).toBe(force);
    expect(args).toContain(`force_deregister=${force}`);
  });

  it('keeps the instance of a failed build only with --debug', () => {
    const options = (flags: BuildFlags) => packerArguments('build', plan('linux', flags)).slice(1, 4);
    expect(options({ debug: true })).toEqual(['-machine-readable', '-debug', '-on-error=abort']);
    expect(options({})).toEqual(['-machine-readable', '-on-error=cleanup', '-var']);
  });
});

describe('describePlan', () => {
  it('names the image, the region, the template and the variables', () => {
    const text = describePlan(plan('windows', { force: true }, { SOURCE_AMI: 'ami-01234567' }));
    expect(text).toContain(plan('windows').imageName);
    expect(text).toMatch(
      /us-east-1[\s\S]*replaces[\s\S]*images\/packer\/windows[\s\S]*source_ami = "ami-01234567"/,
    );
  });
});
