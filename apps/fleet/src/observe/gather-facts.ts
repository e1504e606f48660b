import { CredentialsError } from '@agent-aws-stack/aws-clients';
import { configParameterName, hostKeysParameterName, LOGICAL_IDS } from '@agent-aws-stack/contract';
import type { AwsClients } from '../aws/clients.ts';
import type { Paste } from '../cli/paste.ts';
import { dedicatedHostsOf } from './dedicated-hosts.ts';
import { imageOf } from './image.ts';
import { instanceTypesOf } from './instance-types.ts';
import type { Fact } from './fact.ts';
import { NothingToAskError } from './fact.ts';
import type { Facts, Subject } from './facts.ts';
import { bootstrapVersionOf, callerOf, executionPolicyOf, qualifierOf, regionOf } from './bootstrap.ts';
import { activitiesOf, groupOf, scheduledActionsOf } from './group.ts';
import { offeringsOf, quotasOf, typesOf } from './quotas.ts';
import { instanceProfileOf, keyPairOf, launchTemplateOf } from './launch-template.ts';
import { securityGroupsOf, subnetsOf, subnetsWithIds } from './subnets.ts';
import { parameterOf } from './parameter.ts';
import { demandOf } from './demand.ts';
import { isAbsent, settle } from './settle.ts';
import { noStack, resourcesOf } from './stack.ts';
import { scalerSamplesOf } from './scaler-samples.ts';

export interface Sources {
  readonly aws: AwsClients;
  /** Name of the image that the sources here would give, if the fleet takes that. @throws NothingToAskError */
  readonly imageName: () => string | undefined;
  /** The execution policy of this version, in a partition. */
  readonly executionPolicy: (partition: string) => object;
}

export type FactPromises = { readonly [Name in keyof Facts]: Promise<Fact<Facts[Name]>> };

/** Asks for everything at once; what rests on something else waits for that alone, and no failure hides another. */
export function gatherFacts(
  { aws, imageName, executionPolicy }: Sources,
  { fleet, now, paste }: Subject,
): FactPromises {
  const { stackName, token: tokenConfig } = fleet;
  const region = regionOf(aws);
  const caller = region.catch(without('no region is known')).then(() => callerOf(aws));
  // Without credentials or a region no other call can do better; without an answer of STS it may.
  const after = <T>(ask: () => T | Promise<T>): Promise<T> =>
    caller.then(ask, (error: unknown) => {
      if (error instanceof NothingToAskError) throw error;
      if (error instanceof CredentialsError) throw new NothingToAskError('AWS does not know who asks');
      return ask();
    });

  const stack = after(() => aws.stacks.find(stackName));
  // Where the stack cannot be seen, the configured bootstrap is looked at.
  const deployedBy = stack.catch(() => undefined);
  const qualifier = deployedBy.then(qualifierOf);
  const bootstrap = after(async () => bootstrapVersionOf(aws, await qualifier));
  // A stack that cannot be seen may well be there, and its parameters with it.
  const parameterOfStack = (name: string) =>
    after(async () => {
      if (await isAbsent(stack)) throw noStack(stackName);
      return parameterOf(aws, name);
    });
  const resources = stack.then((found) => resourcesOf(aws, stackName, found));
  const groupName = resources.then((all) => all.named(LOGICAL_IDS.group));
  const group = groupName.then((name) => groupOf(aws, name));
  const launchTemplate = group.then((found) => launchTemplateOf(aws, found));
  const types = Promise.all([group, launchTemplate]).then(([found, template]) => typesOf(found, template));
  const token = after(() => parameterOf(aws, tokenConfig.parameterName));
  const scalerName = resources.then((all) => all.named(LOGICAL_IDS.scalerFunction));
  const scaler = scalerName.then((name) => aws.functions.find(name));

  return settleAll(paste, {
    region,
    caller,
    qualifier,
    bootstrapVersion: bootstrap,
    executionPolicy: caller.catch(without('the account is not known')).then(async (who) => {
      if (await isAbsent(bootstrap)) throw new NothingToAskError('not bootstrapped');
      const found = await deployedBy;
      const role = { roleArn: found?.roleArn, qualifier: await qualifier, region: await region };
      return executionPolicyOf(aws, who, role, executionPolicy);
    }),
    stack,
    agentConfig: parameterOfStack(configParameterName(stackName)),
    hostKeys: parameterOfStack(hostKeysParameterName(stackName)),
    token,
    demand: token.catch(without('the token cannot be read')).then((found) => demandOf(fleet.endpoint, found)),
    group,
    activities: groupName.then((name) => activitiesOf(aws, name)),
    scheduledActions: groupName.then((name) => scheduledActionsOf(aws, name)),
    launchTemplate,
    image: launchTemplate.then((template) => imageOf(aws, template.imageId)),
    expectedImageName: after(imageName),
    keyPair: launchTemplate.then((template) => keyPairOf(aws, template)),
    instanceProfile: launchTemplate.then((template) => instanceProfileOf(aws, template)),
    securityGroups: launchTemplate.then((template) => securityGroupsOf(aws, template)),
    instanceTypes: types.then((names) => instanceTypesOf(aws, names)),
    offerings: types.then((names) => offeringsOf(aws, names)),
    quotas: after(() => quotasOf(aws)),
    dedicatedHosts: after(() => dedicatedHostsOf(aws, fleet.instance.mac?.dedicatedHostIds ?? [])),
    subnets: group.then((found) => subnetsOf(aws, found)),
    scaler,
    scalerSubnets: scaler.then((found) => subnetsWithIds(aws, found?.subnetIds ?? [])),
    scalerRule: resources.then((all) => aws.rules.find(all.named(LOGICAL_IDS.scalerRule))),
    scalerSamples: Promise.all([scalerName, stack]).then(([name, found]) =>
      scalerSamplesOf(aws, stackName, name, { bornAt: found?.createdAt ?? now, now }),
    ),
    updater: resources.then((all) => aws.functions.find(all.named(LOGICAL_IDS.updaterFunction))),
    alarms: resources.then((all) => aws.alarms.find(all.ofType('AWS::CloudWatch::Alarm'))),
  });
}

/** What takes the place of a fault that another fact tells already. */
const without =
  (reason: string) =>
  (error: unknown): never => {
    throw error instanceof NothingToAskError ? error : new NothingToAskError(reason);
  };

function settleAll(
  paste: Paste,
  asked: { readonly [Name in keyof Facts]: Promise<Facts[Name]> },
): FactPromises {
  const settled = Object.entries(asked).map(([name, promise]) => [name, settle<unknown>(promise, paste)]);
  return Object.fromEntries(settled) as FactPromises;
}
