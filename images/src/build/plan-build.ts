import { imageFingerprint, imageVersion } from '@agent-aws-stack/ami-hash';
import {
  architectureOf,
  FAMILIES,
  familyOf,
  IMAGE_NAME_PREFIX,
  OPERATING_SYSTEMS,
  ubuntu,
  UBUNTU_RELEASES,
  ubuntuReleaseOf,
  writeImageName,
  type Arch,
  type ImageFamily,
  type Os,
} from '@agent-aws-stack/contract';
import type { BuildPlan } from './build-plan.ts';
import { BuildError, BuildOptionsError } from './errors.ts';
import { oneOf } from './one-of.ts';
import { readVariables } from './read-variables.ts';

/** Options of the command line. `os`, `arch` and `region` have defaults in environment variables, whose names the Makefile uses too. */
export interface BuildFlags {
  readonly os?: string | undefined;
  readonly arch?: string | undefined;
  readonly region?: string | undefined;
  readonly force?: boolean;
  readonly debug?: boolean;
}

const DEFAULT_REGION = 'us-east-1';

const INSTANCE_TYPES: Readonly<Record<ImageFamily, Readonly<Record<Arch, string>>>> = {
  linux: { x86_64: 't3.medium', arm64: 't4g.medium' },
  windows: { x86_64: 't3.large', arm64: 't4g.large' },
  macos: { x86_64: 'mac1.metal', arm64: 'mac2.metal' },
};

/**
 * Decides what to build, without network and credentials.
 * @param root - the workspace's folder, which contains images/
 * @throws BuildOptionsError with all problems; ImageSourcesError
 */
export function planBuild(
  family: ImageFamily,
  flags: BuildFlags,
  env: NodeJS.ProcessEnv,
  root: string,
): BuildPlan {
  const problems: BuildError[] = [];
  const report = (problem: BuildError): undefined => void problems.push(problem);

  const { architectures } = FAMILIES[family];
  const os = chooseOs(family, flags, env, report);
  const arch = oneOf(
    flags.arch === undefined ? 'AMI_ARCH' : '--arch',
    flags.arch || env['AMI_ARCH'] || architectures[0],
    architectures,
    report,
  );
  const region = flags.region || env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || DEFAULT_REGION;
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    const source = flags.region ? '--region' : env['AWS_REGION'] ? 'AWS_REGION' : 'AWS_DEFAULT_REGION';
    report(new BuildError(source, `'${region}' is not a region`));
  }
  const prefix = env['AMI_PREFIX'] || IMAGE_NAME_PREFIX;
  if (!/^[\w()[\] ./'@-]{3,40}$/.test(prefix)) {
    report(new BuildError('AMI_PREFIX', `'${prefix}' cannot start the name of an image`));
  }
  const { variables, recorded, notes } = readVariables(family, env, report);
  const type = variables['instance_type'];
  if (type !== undefined && arch !== undefined && architectureOf(type) !== arch) {
    report(
      new BuildError(
        'AMI_INSTANCE_TYPE',
        `${type} is not ${arch}; name another type or change the architecture`,
      ),
    );
  }
  if (variables['ssh_interface']?.startsWith('private') && variables['source_cidrs'] === undefined) {
    report(
      new BuildError(
        'AMI_SOURCE_CIDRS',
        'is required with AMI_SSH_INTERFACE=private_ip or private_dns: name the ranges that may connect to the instance, e.g. 10.0.0.0/8',
      ),
    );
  }
  if (problems.length > 0 || os === undefined || arch === undefined) throw new BuildOptionsError(problems);

  const version = imageVersion(root, family);
  const hash = imageFingerprint(root, family);
  const force = flags.force ?? false;
  return {
    family,
    os,
    arch,
    region,
    imageName: writeImageName({ prefix, version, os, arch, hash }),
    force,
    debug: flags.debug ?? false,
    variables: {
      image_version: version,
      hash,
      ami_prefix: prefix,
      arch,
      region,
      ...(family === 'linux' ? { ubuntu_version: ubuntuReleaseOf(os) } : {}),
      ...(family === 'windows' ? { os } : {}),
      instance_type: INSTANCE_TYPES[family][arch],
      force_deregister: String(force),
      ...variables,
    },
    recorded,
    notes: [
      ...notes,
      ...(prefix === IMAGE_NAME_PREFIX
        ? []
        : [
            `AMI_PREFIX: a fleet finds only images whose names begin with ${IMAGE_NAME_PREFIX}; to use this one, set SEMAPHORE_AGENT_AMI`,
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
    const os = oneOf('--os', flags.os, OPERATING_SYSTEMS, report);
    if (os === undefined || familyOf(os) === family) return os;
    return report(new BuildError('--os', `${os} is built by images:build-${familyOf(os)}`));
  }
  if (family !== 'linux') return family;
  const release = oneOf(
    'UBUNTU_VERSION',
    env['UBUNTU_VERSION'] || UBUNTU_RELEASES[0],
    UBUNTU_RELEASES,
    report,
  );
  return release === undefined ? undefined : ubuntu(release);
}
