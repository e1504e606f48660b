import { largestMaxSize, LOST_IN_STRICT_ISOLATION, type FleetConfig } from '@agent-aws-stack/config';
import { isWindows } from '@agent-aws-stack/contract';
import { splitCapacity } from '@agent-aws-stack/sizing';
import type { FleetCost } from './cost.ts';
import { instanceChoices } from '../fleets/instance-choices.ts';

/** One line of the plan's summary. */
export interface PlanLine {
  readonly label: string;
  readonly text: string;
}

/** Summarizes what would be deployed, without its cost. */
export function describeFleet(fleet: FleetConfig, cost: FleetCost): readonly PlanLine[] {
  return [
    { label: 'Agents', text: agents(fleet) },
    { label: 'Capacity', text: capacity(fleet, cost) },
    { label: 'Instances', text: instances(fleet) },
    { label: 'Purchase', text: purchase(fleet) },
    { label: 'Image', text: image(fleet) },
    { label: 'Network', text: network(fleet) },
    { label: 'Log in', text: logIn(fleet) },
    { label: 'Job permissions', text: jobPermissions(fleet) },
    { label: 'Alarms', text: alarms(fleet) },
  ];
}

function agents({ endpoint, token, agent, group }: FleetConfig): string {
  const idle = agent.disconnectAfterIdleTimeoutSeconds;
  const launch = group.launchTimeoutSeconds;
  const grace = agent.interruptionGracePeriodSeconds;
  return [
    `registered at ${endpoint} with the token in ${token.parameterName}`,
    agent.disconnectAfterJob ? afterJob[agent.afterJob] : 'job after job',
    idle === 0 ? 'no idle timeout' : `terminated after ${idle} s idle`,
    ...(launch === 0 ? [] : [`replaced if not ready ${launch} s after the launch`]),
    ...(grace === 0 ? [] : [`${grace} s to finish the job after an interruption`]),
  ].join('; ');
}

const afterJob = {
  replace: 'one job each, then replaced',
  shrink: 'one job each, then terminated without a replacement',
} as const;

function capacity({ group, scaler }: FleetConfig, cost: FleetCost): string {
  const between = `${group.minSize} to ${group.maxSize}`;
  if (scaler === undefined) return `${between}; no scaler (SEMAPHORE_AGENT_USE_DYNAMIC_SCALING=false)`;
  const desired =
    group.desired === undefined ? '' : `; each deployment sets the desired capacity to ${group.desired}`;
  return `${between}, ${cost.idle.capacity} without jobs; ${headroom(scaler)}${desired}`;
}

function headroom({ overprovision }: NonNullable<FleetConfig['scaler']>): string {
  if (overprovision.strategy === 'none') return 'one agent per job';
  const { strategy, factor } = overprovision;
  return strategy === 'percentage'
    ? `${factor}% headroom`
    : `${factor} ${factor === 1 ? 'agent' : 'agents'} of headroom`;
}

function instances(fleet: FleetConfig): string {
  const { os, arch, rootVolume } = fleet.instance;
  const types = instanceChoices(fleet).map((choice) => {
    if (choice.kind === 'requirements') return `any that meets ${choice.text}`;
    return choice.weight === 1 ? choice.instanceType : `${choice.instanceType} (weight ${choice.weight})`;
  });
  const volume = rootVolume
    ? `; ${rootVolume.sizeGib} GiB ${rootVolume.type}${rootVolume.encrypted ? ', encrypted' : ', NOT encrypted'}`
    : '';
  return `${os} on ${arch}: ${types.join(', ')}${volume}`;
}

function purchase(fleet: FleetConfig): string {
  const { purchase: bought } = fleet.group;
  const maxSize = largestMaxSize(fleet.group);
  const spot = splitCapacity(maxSize, bought).spot;
  if (spot === 0) return 'on demand';
  const share = 100 - bought.onDemandPercentageAboveBase;
  return `${bought.onDemandBaseCapacity} on demand, above that ${share}% spot: ${spot} of ${maxSize} may be interrupted${ownOnDemand(bought)}`;
}

/** With the fallback, each instance decides by its purchase option whether it is replaced after a job: on-demand instances are not. */
function ownOnDemand({
  onDemandFallbackAfterSeconds: after,
  onDemandBaseCapacity,
  onDemandPercentageAboveBase,
}: FleetConfig['group']['purchase']): string {
  return after > 0 && (onDemandBaseCapacity > 0 || onDemandPercentageAboveBase > 0)
    ? '; no on-demand instance is replaced after its job (SEMAPHORE_AGENT_ON_DEMAND_FALLBACK_AFTER)'
    : '';
}

function image({ instance, group: { imageRollout } }: FleetConfig): string {
  const which = instance.amiId ?? 'found by name in your account (fingerprint of the sources in images/)';
  if (imageRollout === undefined) return which;
  const { sharePercent, spreadMinutes } = imageRollout;
  return `${which}; when it changes, old instances leave: ${sharePercent}% at first, all after ${spreadMinutes} min`;
}

function network({
  network: { vpcId, subnetIds, availabilityZones, securityGroupId, useIpv6 },
}: FleetConfig): string {
  return [
    vpcId === undefined ? 'the default VPC' : `${vpcId}: ${subnetIds.join(', ')}`,
    ...(availabilityZones.length === 0 ? [] : [`only in ${availabilityZones.join(', ')}`]),
    ...(securityGroupId === undefined ? [] : [`existing security group ${securityGroupId}, unchanged`]),
    ...(useIpv6 ? ['IPv6 too'] : []),
  ].join('; ');
}

function logIn({ instance, network: { sshIngressCidrs, securityGroupId } }: FleetConfig): string {
  const session = 'Session Manager, for anyone with ssm:StartSession';
  if (isWindows(instance.os)) return `${session}; no SSH on Windows`;
  if (instance.keyName === undefined) return `${session}; no SSH, as there is no key pair`;
  const from =
    securityGroupId !== undefined
      ? `from the addresses that ${securityGroupId} allows`
      : sshIngressCidrs.length === 0
        ? 'from nowhere, as SEMAPHORE_AGENT_SSH_INGRESS_CIDRS is empty'
        : `from ${sshIngressCidrs.join(', ')}`;
  return `${session}; SSH with the key ${instance.keyName}, ${from}`;
}

function jobPermissions({ instance, agent }: FleetConfig): string {
  const bucket = agent.cacheBucketName === undefined ? [] : [cacheAccess(agent.cacheBucketName, agent)];
  const policies = (names: readonly string[]) => names.map((policy) => `policy ${policy}`);
  return agent.jobIsolation === 'strict'
    ? [
        `a role of their own`,
        ...bucket,
        ...policies(agent.jobManagedPolicies),
        `jobs ${LOST_IN_STRICT_ISOLATION}`,
      ].join('; ')
    : ["the instance role's", ...bucket, ...policies(instance.managedPolicies)].join('; ');
}

function cacheAccess(
  bucketName: string,
  { cacheBucketOwner: owner, cacheProjectIds: projects }: FleetConfig['agent'],
): string {
  const count = projects.length;
  const part = count === 0 ? '' : `, in it the objects of ${count} project${count === 1 ? '' : 's'}`;
  const account =
    owner === undefined ? 'any account' : owner === 'self' ? 'this account' : `account ${owner}`;
  return `bucket ${bucketName} of ${account}${part}`;
}

function alarms({ alarms: { enabled, topicArn, maxJobWaitSeconds }, scaler }: FleetConfig): string {
  if (!enabled) return 'none';
  const limit =
    maxJobWaitSeconds > 0 && scaler !== undefined
      ? `; one fires when 5% of the jobs wait longer than ${maxJobWaitSeconds} s`
      : '';
  return topicArn === undefined
    ? `in CloudWatch only; set SEMAPHORE_AGENT_ALARM_TOPIC_ARN to be notified${limit}`
    : `to ${topicArn}${limit}`;
}
