import type { IAlias } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { resolveValues, type FleetConfig, type FleetValues } from '@agent-aws-stack/config';
import { core } from './cdk.ts';
import { InvalidFleetPropsError } from './invalid-fleet-props-error.ts';
import type { AgentFleetProps, TokenSettings } from './props/agent-fleet-props.ts';
import type { ImageRolloutSettings } from './props/group-settings.ts';
import type { InstanceSettings } from './props/instance-settings.ts';

/** Stands for `machineImage`, whose id the rules need not know. */
const GIVEN_IMAGE_ID = 'ami-00000000';

/** Stands for each of `jobManagedPolicies`, whose names the rules need not know. */
const GIVEN_POLICY = 'given';

/**
 * Applies the same defaults and checks the same rules as for a configuration file.
 * @throws InvalidFleetPropsError with every problem
 */
export function resolveProps(scope: Construct, fleetName: string, props: AgentFleetProps): FleetConfig {
  const { region } = core.Stack.of(scope);
  const resolved = resolveValues(valuesOf(fleetName, props), {
    nameOf: propName,
    isUnresolved: (value) => core.Token.isUnresolved(value),
    region: core.Token.isUnresolved(region) ? undefined : region,
  });
  const unclearKey = isOfUnknownForm(props.token.kmsKey);
  if ('fleet' in resolved && !unclearKey) return resolved.fleet;
  const found = 'fleet' in resolved ? [] : resolved.problems;
  const problems = found.map(
    ({ key, given, expected, suggestion }) =>
      `  ${key}${given === undefined ? '' : ` is ${given}`}; expected: ${expected}${suggestion === undefined ? '' : ` (try ${suggestion})`}`,
  );
  if (unclearKey) problems.push('  token.kmsKey is a CDK token; expected: the key itself, not its ARN or id');
  throw new InvalidFleetPropsError([`${scope.node.path}:`, ...problems].join('\n'));
}

/** The name of the prop for a parameter, given the parameter's place in FleetSettings. Names of props contain no units. */
function propName(place: string): string {
  return place
    .replace(/^stackName$/, 'fleetName')
    .replace(/^instance\.amiId$/, 'instance.machineImage')
    .replace(/(?:Seconds|Gib|Days)$/, '');
}

function valuesOf(fleetName: string, props: AgentFleetProps): FleetValues {
  const { agent, group, network, lambda } = props;
  return {
    stackName: fleetName,
    endpoint: props.endpoint,
    token: { ...props.token, kmsKey: tokenKeyOf(props.token.kmsKey) },
    agent: {
      ...agent,
      jobManagedPolicies: agent?.jobManagedPolicies?.map(() => GIVEN_POLICY),
      disconnectAfterIdleTimeoutSeconds: agent?.disconnectAfterIdleTimeout?.toSeconds(),
      interruptionGracePeriodSeconds: agent?.interruptionGracePeriod?.toSeconds(),
    },
    instance: instanceValuesOf(props.instance),
    group: {
      ...group,
      imageRollout: group?.imageRollout && rolloutValuesOf(group.imageRollout),
      maxInstanceLifetimeSeconds: group?.maxInstanceLifetime?.toSeconds(),
      launchTimeoutSeconds: group?.launchTimeout?.toSeconds(),
      purchase: {
        ...group?.purchase,
        onDemandFallbackAfterSeconds: group?.purchase?.onDemandFallbackAfter?.toSeconds(),
      },
    },
    network: { sshIngressCidrs: network?.sshIngressCidrs, useIpv6: network?.useIpv6 },
    scaler: { ...props.scaler, pollIntervalSeconds: props.scaler?.pollInterval?.toSeconds() },
    lambda: { arch: lambda?.arch, logLevel: lambda?.logLevel, logRetentionDays: lambda?.logRetention },
    alarms: { enabled: props.alarms?.enabled, maxJobWaitSeconds: props.alarms?.maxJobWait?.toSeconds() },
    dashboard: props.dashboard,
  };
}

/** The settings of a rollout. Leaves out `startsPaused`, for which the configuration has no parameter. */
const rolloutValuesOf = ({ spreadMinutes, sharePercent }: ImageRolloutSettings) => ({
  spreadMinutes,
  sharePercent,
});

/** True for a string whose text is known only at deployment, so that it may be an id, an ARN or an alias. */
function isOfUnknownForm(kmsKey: TokenSettings['kmsKey']): boolean {
  return typeof kmsKey === 'string' && core.Token.isUnresolved(kmsKey) && !kmsKey.startsWith('alias/');
}

/** The key as text. A string stays as it is, an imported alias becomes its name, and a key or an alias of the app becomes the key's ARN. */
function tokenKeyOf(kmsKey: TokenSettings['kmsKey']): string | undefined {
  if (kmsKey === undefined || typeof kmsKey === 'string') return kmsKey;
  if (!('aliasName' in kmsKey)) return kmsKey.keyArn;
  const alias = kmsKey as IAlias;
  return core.Token.isUnresolved(alias.aliasName) ? alias.aliasTargetKey.keyArn : alias.aliasName;
}

function instanceValuesOf(instance: InstanceSettings = {}): FleetValues['instance'] {
  const { os, arch, instanceType, machineImage, keyPair, systemsManager, imdsHopLimit, rootVolume, mac } =
    instance;
  return {
    os,
    arch,
    systemsManager,
    imdsHopLimit,
    mac,
    instanceType: instanceType?.toString(),
    amiId: machineImage && GIVEN_IMAGE_ID,
    keyName: keyPair?.keyPairName,
    rootVolume: { ...rootVolume, sizeGib: rootVolume?.size?.toGibibytes() },
  };
}
