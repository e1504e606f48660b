import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installation } from '@agent-aws-stack/installation';
import type { Command } from 'commander';
import type { FleetOptions } from './common-options.ts';
import { deployRegion } from '@agent-aws-stack/config';
import { expectProfile } from './profile.ts';
import { expectRegion } from './region.ts';
import type { Environment } from '@agent-aws-stack/config';
import type { Shell } from './shell.ts';

/**
 * Applies the options to the environment, for the SDK's clients and all child processes. If neither --config nor
 * SEMAPHORE_AGENT_STACK_CONFIG is given, sets SEMAPHORE_AGENT_STACK_CONFIG to the installation's default file, if that exists.
 * CDK_DEPLOY_REGION says where fleets are deployed, so it is the region unless --region is given.
 */
export function environmentWith(
  { region, profile, config }: { readonly [Option in 'region' | 'profile' | 'config']?: string | undefined },
  env: Environment,
): Environment {
  const file = config ?? (env.SEMAPHORE_AGENT_STACK_CONFIG ? undefined : presentConfiguration());
  const wanted = region ?? (env['CDK_DEPLOY_REGION'] || undefined);
  return {
    ...env,
    ...(wanted !== undefined && {
      AWS_REGION: wanted,
      AWS_DEFAULT_REGION: wanted,
      CDK_DEPLOY_REGION: wanted,
    }),
    ...(profile !== undefined && { AWS_PROFILE: profile, ...WITHOUT_KEYS }),
    ...(file !== undefined && { SEMAPHORE_AGENT_STACK_CONFIG: file }),
  };
}

/** The installation's default configuration file; undefined if it has none or the file does not exist. */
function presentConfiguration(): string | undefined {
  const { configuration, userFolder } = installation;
  const isThere = configuration !== undefined && existsSync(join(userFolder, configuration));
  return isThere ? configuration : undefined;
}

/** Removes access keys, which the CDK CLI would prefer to the profile. */
const WITHOUT_KEYS = {
  AWS_ACCESS_KEY_ID: undefined,
  AWS_SECRET_ACCESS_KEY: undefined,
  AWS_SESSION_TOKEN: undefined,
} as const;

/**
 * Wraps a command's action, and applies the command's options to the environment that the action gets. The wrapped action throws UsageError
 * if the AWS configuration lacks the profile of --profile, or if the region's name has the wrong form.
 */
export function runIn<Args extends readonly unknown[]>(
  shell: Shell,
  run: (shell: Shell, ...args: Args) => void | Promise<void>,
): (...args: [...Args, Command]) => Promise<void> {
  return async (...args) => {
    const options = (args.at(-1) as Command).opts<FleetOptions>();
    if (options.profile !== undefined) await expectProfile(options.profile);
    const env = environmentWith(options, shell.env);
    const named =
      options.region === undefined ? deployRegion(env) : { key: '--region', region: options.region };
    if (named !== undefined) expectRegion(named.key, named.region);
    await run({ ...shell, env }, ...(args.slice(0, -1) as unknown as Args));
  };
}
