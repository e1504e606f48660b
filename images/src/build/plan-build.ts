import { imageFamily, imageName, imageVersion, type ImageFamily, type Os } from '@agent-aws-stack/ami-hash';
import { architectureOf } from '@agent-aws-stack/config';
import type { Arch, BuildPlan } from './build-plan.ts';
import { BuildError, BuildOptionsError } from './errors.ts';
import { oneOf } from './one-of.ts';
import { readVariables } from './read-variables.ts';

/** Of the command line; what is not given there comes from the environment, by the names that make has too. */
export interface BuildFlags {
  readonly os?: string | undefined;
  readonly arch?: string | undefined;
  readonly region?: string | undefined;
  readonly force?: boolean;
  readonly debug?: boolean;
}

export const UBUNTU_RELEASES = ['focal', 'jammy', 'noble'] as const;
const DEFAULT_PREFIX = 'semaphore-agent';
const DEFAULT_REGION = 'us-east-1';

const SYSTEMS: Readonly<Record<ImageFamily, readonly Os[]>> = {
  linux: UBUNTU_RELEASES.map((release) => `ubuntu-${release}` as const),
  windows: ['windows', 'windows-2022', 'windows-2025'],
  macos: ['macos'],
};

/** The architectures that EC2 has the system for, the default first. */
const ARCHITECTURES: Readonly<Record<ImageFamily, readonly Arch[]>> = {
  linux: ['x86_64', 'arm64'],
  windows: ['x86_64'],
  macos: ['arm64', 'x86_64'],
};

const INSTANCE_TYPES: Readonly<Record<ImageFamily, Readonly<Record<Arch, string>>>> = {
  linux: { x86_64: 't3.medium', arm64: 't4g.medium' },
  windows: { x86_64: 't3.large', arm64: 't4g.large' },
  macos: { x86_64: 'mac1.metal', arm64: 'mac2.metal' },
};

/**
 * Decides what to build, without network and credentials.
 * @param root - the workspace's folder, which holds images/
 * @throws BuildOptionsError with everything that is wrong; ImageSourcesError
 */
export function planBuild(
  family: ImageFamily,
  flags: BuildFlags,
  env: NodeJS.ProcessEnv,
  root: string,
): BuildPlan {
  const problems: BuildError[] = [];
  const report = (problem: BuildError): undefined => void problems.push(problem);

  const os = chooseOs(family, flags, env, report);
  const arch = oneOf(
    flags.arch === undefined ? 'AMI_ARCH' : '--arch',
    flags.arch || env['AMI_ARCH'] || ARCHITECTURES[family][0],
    ARCHITECTURES[family],
    report,
  );
  const region = flags.region || env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || DEFAULT_REGION;
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    report(new BuildError(flags.region ? '--region' : 'AWS_REGION', `'${region}' is no region`));
  }
  const prefix = env['AMI_PREFIX'] || DEFAULT_PREFIX;
  if (!/^[\w()[\] ./'@-]{3,40}$/.test(prefix)) {
    report(new BuildError('AMI_PREFIX', `'${prefix}' is no beginning of an image's name`));
  }
  const { variables, recorded, notes } = readVariables(family, env, report);
  const type = variables['instance_type'];
  if (type !== undefined && arch !== undefined && architectureOf(type) !== arch) {
    report(
      new BuildError('AMI_INSTANCE_TYPE', `${type} does not run ${arch}; name another or change AMI_ARCH`),
    );
  }
  if (variables['ssh_interface']?.startsWith('private') && variables['source_cidrs'] === undefined) {
    report(
      new BuildError(
        'AMI_SOURCE_CIDRS',
        'over a private address only the ranges named here reach the instance, e.g. 10.0.0.0/8',
      ),
    );
  }
  if (problems.length > 0 || os === undefined || arch === undefined) throw new BuildOptionsError(problems);

  const name = imageName({ os, arch, root });
  const force = flags.force ?? false;
  return {
    family,
    os,
    arch,
    region,
    imageName: prefix + name.slice(DEFAULT_PREFIX.length),
    force,
    debug: flags.debug ?? false,
    variables: {
      image_version: `v${imageVersion(root, family)}`,
      hash: name.slice(name.lastIndexOf('-') + 1),
      ami_prefix: prefix,
      arch,
      region,
      ...(family === 'linux' ? { ubuntu_version: os.slice('ubuntu-'.length) } : {}),
      ...(family === 'windows' ? { os } : {}),
      instance_type: INSTANCE_TYPES[family][arch],
      force_deregister: String(force),
      ...variables,
    },
    recorded,
    notes: [
      ...notes,
      ...(prefix === DEFAULT_PREFIX
        ? []
        : [
            `AMI_PREFIX: a fleet finds images that begin with ${DEFAULT_PREFIX}; name this one with SEMAPHORE_AGENT_AMI`,
          ]),
    ],
  };
}

function chooseOs(
  family: ImageFamily,
  flags: BuildFlags,
  env: NodeJS.ProcessEnv,
  report: (problem: BuildError) => undefined,
): Os | undefined {
  if (flags.os) {
    const all = Object.values(SYSTEMS).flat();
    const os = oneOf('--os', flags.os, all, report);
    if (os === undefined || imageFamily(os) === family) return os;
    return report(new BuildError('--os', `${os} is built by images:build-${imageFamily(os)}`));
  }
  if (family !== 'linux') return family;
  const release = oneOf(
    'UBUNTU_VERSION',
    env['UBUNTU_VERSION'] || UBUNTU_RELEASES[0],
    UBUNTU_RELEASES,
    report,
  );
  return release === undefined ? undefined : `ubuntu-${release}`;
}
