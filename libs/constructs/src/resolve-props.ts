import type { Construct } from 'constructs';
import { resolveValues, type FleetConfig, type FleetValues } from '@agent-aws-stack/config';
import { core } from './cdk.ts';
import { InvalidFleetPropsError } from './invalid-fleet-props-error.ts';
import type { AgentFleetProps } from './props/agent-fleet-props.ts';
import type { InstanceSettings } from './props/instance-settings.ts';

/** Stands for `machineImage`, whose id the rules need not know. */
const GIVEN_IMAGE_ID = 'ami-00000000';

/**
 * Applies the defaults and checks the rules that a configuration file has too.
 * @throws InvalidFleetPropsError with every problem
 */
export function resolveProps(scope: Construct, fleetName: string, props: AgentFleetProps): FleetConfig {
  const { region } = core.Stack.of(scope);
  const resolved = resolveValues(valuesOf(fleetName, props), {
    nameOf: propName,
    isUnresolved: (value) => core.Token.isUnresolved(value),
    region: core.Token.isUnresolved(region) ? undefined : region,
  });
  if ('fleet' in resolved) return resolved.fleet;
  const problems = resolved.problems.map(
    ({ key, given, expected, suggestion }) =>
      `  ${key}${given === undefined ? '' : ` is ${given}`}; expected: ${expected}${suggestion === undefined ? '' : ` (try ${suggestion})`}`,
  );
  throw new InvalidFleetPropsError([`${scope.node.path}:`, ...problems].join('\n'));
}

/** The prop for the place of a parameter in FleetSettings: durations and sizes have no unit in their names. */
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
    token: props.token,
    agent: {
      ...agent,
      disconnectAfterIdleTimeoutSeconds: agent?.disconnectAfterIdleTimeout?.toSeconds(),
      interruptionGracePeriodSeconds: agent?.interruptionGracePeriod?.toSeconds(),
    },
    instance: instanceValuesOf(props.instance),
    group: { ...group, maxInstanceLifetimeSeconds: group?.maxInstanceLifetime?.toSeconds() },
    network: { sshIngressCidrs: network?.sshIngressCidrs, useIpv6: network?.useIpv6 },
    scaler: { ...props.scaler, pollIntervalSeconds: props.scaler?.pollInterval?.toSeconds() },
    lambda: { arch: lambda?.arch, logLevel: lambda?.logLevel, logRetentionDays: lambda?.logRetention },
    alarms: { enabled: props.alarms?.enabled },
    dashboard: props.dashboard,
  };
}

function instanceValuesOf(instance: InstanceSettings = {}): FleetValues['instance'] {
  const { os, arch, instanceType, machineImage, keyPair, imdsHopLimit, rootVolume, mac } = instance;
  return {
    os,
    arch,
    imdsHopLimit,
    mac,
    instanceType: instanceType?.toString(),
    amiId: machineImage && GIVEN_IMAGE_ID,
    keyName: keyPair?.keyPairName,
    rootVolume: { ...rootVolume, sizeGib: rootVolume?.size?.toGibibytes() },
  };
}
