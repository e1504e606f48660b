import { CredentialsError } from '@agent-aws-stack/aws-clients';
import type { FleetConfig } from '@agent-aws-stack/config';
import {
  configParameterName,
  hostKeysParameterName,
  INSTANCE_LOG_PREFIX,
  LOGICAL_IDS,
} from '@agent-aws-stack/contract';
import type { AwsClients } from '../aws/clients.ts';
import type { FullCommand } from '../cli/full-command.ts';
import { activitiesOf } from './activities.ts';
import { bootsOf } from './boots.ts';
import { executionPolicyOf, qualifierOf } from './bootstrap.ts';
import type { executionPolicy } from './execution-policies.ts';
import { bootstrapVersionOf } from './bootstrap-version.ts';
import { callerOf, regionOf } from './caller.ts';
import { dedicatedHostsOf } from './dedicated-hosts.ts';
import { demandOf } from './demand.ts';
import { LookupSkippedError } from './fact.ts';
import type { Facts, GatheredFacts } from './facts.ts';
import { groupNamesIn } from './fleet-groups.ts';
import { groupOf } from './group.ts';
import { imageOf } from './image.ts';
import { instanceProfileOf } from './instance-profile.ts';
import { instanceTypesOf, launchableTypes } from './instance-types.ts';
import { keyPairOf } from './key-pair.ts';
import { launchTemplateOf } from './launch-template.ts';
import { logKeyOf } from './log-key.ts';
import { offeringsOf } from './offerings.ts';
import { parameterOf } from './parameter.ts';
import { quotasOf } from './quotas.ts';
import { rolloutOf } from './rollout.ts';
import { scalerSamplesOf } from './scaler-samples.ts';
import { scheduledActionsOf } from './scheduled-actions.ts';
import { securityGroupsOf } from './security-groups.ts';
import { isAbsent, settle } from './settle.ts';
import { noStack, resourcesOf } from './stack.ts';
import { stackInstancesOf } from './stack-instances.ts';
import { subnetsOf, subnetsWithIds } from './subnets.ts';

/** Where facts come from, apart from Semaphore. */
export interface Sources {
  readonly aws: AwsClients;
  /** Name of the image built from the current sources; undefined if the fleet sets its image by id. @throws LookupSkippedError */
  readonly imageName: () => string | undefined;
  /** Gives this version's document of a part of the execution policy. */
  readonly executionPolicy: typeof executionPolicy;
}

/** The fleet to look up. */
export interface Target {
  readonly fleet: FleetConfig;
  readonly now: Date;
  /** Renders the commands in remedies. */
  readonly fullCommand: FullCommand;
}

export type FactPromises = { readonly [Name in keyof Facts]: Promise<GatheredFacts[Name]> };

/** Starts all lookups at once. Each lookup waits only for the lookups that it needs, and its failure affects only the lookups that need it. */
export function gatherFacts(sources: Sources, { fleet, now, fullCommand }: Target): FactPromises {
  const { aws } = sources;
  const { stackName, token: tokenConfig } = fleet;
  const region = regionOf(aws);
  const caller = region.catch(skipBecause('the region is not known')).then(() => callerOf(aws));
  // Without a region or credentials, skip all other lookups. If only STS fails, make them.
  const authenticated = <T>(lookup: () => T | Promise<T>): Promise<T> =>
    caller.then(lookup, (error: unknown) => {
      if (error instanceof LookupSkippedError) throw error;
      if (error instanceof CredentialsError)
        throw new LookupSkippedError('AWS does not accept the credentials');
      return lookup();
    });

  const stack = authenticated(() => aws.stacks.find(stackName));
  const visibleStack = stack.catch(() => undefined);
  const qualifier = visibleStack.then(qualifierOf);
  const bootstrap = authenticated(async () => bootstrapVersionOf(aws, await qualifier));
  // If the stack cannot be read, its parameters may still be readable.
  const inStack = <T>(lookup: () => Promise<T>) =>
    authenticated(async () => {
      if (await isAbsent(stack)) throw noStack(stackName);
      return lookup();
    });
  const parameterOfStack = (name: string) => inStack(() => parameterOf(aws, name));
  const resources = stack.then((found) => resourcesOf(aws, stackName, found));
  const groupNames = resources.then(groupNamesIn);
  const group = groupNames.then((names) => groupOf(aws, names));
  const launchTemplate = group.then((found) => launchTemplateOf(aws, found));
  const types = Promise.all([group, launchTemplate]).then((found) => launchableTypes(...found));
  const token = authenticated(() => parameterOf(aws, tokenConfig.parameterName));
  const scalerName = resources.then((all) => all.named(LOGICAL_IDS.scalerFunction));
  const scaler = scalerName.then((name) => aws.functions.find(name));

  return settleAll(fullCommand, {
    region,
    caller,
    qualifier,
    bootstrapVersion: bootstrap,
    executionPolicy: caller.catch(skipBecause('the account is not known')).then(async (who) => {
      if (await isAbsent(bootstrap)) throw new LookupSkippedError('not bootstrapped');
      const { roleArn } = (await visibleStack) ?? {};
      const role = { roleArn, qualifier: await qualifier, region: await region };
      return executionPolicyOf(aws, who, role, sources.executionPolicy);
    }),
    stack,
    agentConfig: parameterOfStack(configParameterName(stackName)),
    hostKeys: parameterOfStack(hostKeysParameterName(stackName)),
    token,
    logGroups: authenticated(() => aws.logGroups.find(INSTANCE_LOG_PREFIX)),
    demand: token
      .catch(skipBecause('the token cannot be read'))
      .then((found) => demandOf(fleet.endpoint, found)),
    group,
    activities: groupNames.then((names) => activitiesOf(aws, names)),
    rollout: inStack(() => rolloutOf(aws, stackName)),
    scheduledActions: groupNames.then(({ main }) => scheduledActionsOf(aws, main)),
    stackInstances: group.then(() => stackInstancesOf(aws, stackName)),
    launchTemplate,
    image: launchTemplate.then((template) => imageOf(aws, template.imageId)),
    boots: inStack(() => bootsOf(aws, stackName, now)),
    expectedImageName: authenticated(sources.imageName),
    keyPair: launchTemplate.then((template) => keyPairOf(aws, template)),
    instanceProfile: launchTemplate.then((template) => instanceProfileOf(aws, template)),
    securityGroups: launchTemplate.then((template) => securityGroupsOf(aws, template)),
    instanceTypes: types.then((names) => instanceTypesOf(aws, names)),
    offerings: types.then((names) => offeringsOf(aws, names)),
    quotas: authenticated(() => quotasOf(aws)),
    volumeQuotas: launchTemplate.then(({ volumes }) =>
      volumes.some(({ initializationRateMibps }) => initializationRateMibps !== undefined)
        ? quotasOf(aws, 'ebs')
        : [],
    ),
    dedicatedHosts: authenticated(() => dedicatedHostsOf(aws, fleet.instance.mac?.dedicatedHostIds ?? [])),
    subnets: group.then((found) => subnetsOf(aws, found)),
    scaler,
    scalerSubnets: scaler.then((found) => subnetsWithIds(aws, found?.subnetIds ?? [])),
    scalerRule: resources.then((all) => aws.rules.find(all.named(LOGICAL_IDS.scalerRule))),
    scalerSamples: Promise.all([scalerName, stack]).then(([name, found]) =>
      scalerSamplesOf(aws, stackName, name, { createdAt: found?.createdAt ?? now, now }),
    ),
    updater: resources.then((all) => aws.functions.find(all.named(LOGICAL_IDS.updaterFunction))),
    logKey: authenticated(async () => {
      const { logKmsKeyArn } = fleet.lambda;
      return logKmsKeyArn === undefined ? undefined : logKeyOf(aws, logKmsKeyArn);
    }),
    alarms: resources.then((all) => aws.alarms.find(all.ofType('AWS::CloudWatch::Alarm'))),
  });
}

/** Skips a lookup because an earlier one failed, which another fact reports. */
const skipBecause =
  (reason: string) =>
  (error: unknown): never => {
    throw error instanceof LookupSkippedError ? error : new LookupSkippedError(reason);
  };

function settleAll(
  fullCommand: FullCommand,
  promises: { readonly [Name in keyof Facts]: Promise<Facts[Name]> },
): FactPromises {
  const settled = Object.entries(promises).map(([name, lookup]) => [
    name,
    settle<unknown>(lookup, fullCommand),
  ]);
  return Object.fromEntries(settled) as FactPromises;
}
