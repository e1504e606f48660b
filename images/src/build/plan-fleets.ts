import {
  chooseFleets,
  loadFleetsFromProcess,
  wantedImages,
  type Caution,
  type FleetConfig,
} from '@agent-aws-stack/config';
import { familyOf, type ImageFamily } from '@agent-aws-stack/contract';
import type { BuildPlan } from './build-plan.ts';
import { BuildError, BuildOptionsError } from './errors.ts';
import { planBuild, type BuildFlags } from './plan-build.ts';

/** The fleets to build images for. */
export interface FleetSelection {
  /** The configuration file. @default - the configuration in the environment */
  readonly config?: string | undefined;
  /** Stack names. @default - every fleet */
  readonly fleet?: readonly string[] | undefined;
}

export interface FleetPlans {
  /** One plan for each image that the fleets need. */
  readonly plans: readonly BuildPlan[];
  readonly cautions: readonly Caution[];
}

/**
 * Decides what to build for the configuration's fleets, without network and credentials.
 * @param families - the families to build for; images of other families are left out
 * @throws ConfigurationError, BuildOptionsError, ImageSourcesError
 */
export function planFleets(
  families: readonly ImageFamily[],
  { config, fleet, ...flags }: FleetSelection & Pick<BuildFlags, 'region' | 'force' | 'debug'>,
  env: NodeJS.ProcessEnv,
  root: string,
): FleetPlans {
  const named = config === undefined ? {} : { SEMAPHORE_AGENT_STACK_CONFIG: config };
  const surroundings = { env: { ...env, ...named }, cwd: () => process.cwd() };
  const { fleets, cautions } = loadFleetsFromProcess(
    surroundings,
    config === undefined ? undefined : '--config',
  );
  const images = wantedImages(fleetsNamed(fleets, fleet)).filter(({ os }) => families.includes(familyOf(os)));
  if (images.length > 1 && env['SOURCE_AMI']) {
    const names = images.map(({ os, arch }) => `${os} ${arch}`).join(', ');
    throw new BuildOptionsError([
      new BuildError(
        'SOURCE_AMI',
        `several images (${names}) cannot all be built from the same base image; build them one by one`,
      ),
    ]);
  }
  const region = flags.region ?? env['CDK_DEPLOY_REGION'];
  const plans = images.map(({ os, arch }) =>
    planBuild(familyOf(os), { ...flags, region, os, arch }, env, root),
  );
  return { plans, cautions };
}

/** @throws BuildOptionsError if the configuration lacks one of the fleets */
function fleetsNamed(
  fleets: readonly FleetConfig[],
  names: readonly string[] | undefined,
): readonly FleetConfig[] {
  const { chosen, unknown } = chooseFleets(fleets, names);
  if (unknown.length === 0) return chosen;
  const known = fleets.map(({ stackName }) => stackName).join(', ');
  const problem = `the configuration has no fleet ${unknown.join(', ')}; it has ${known}`;
  throw new BuildOptionsError([new BuildError('--fleet', problem)]);
}
