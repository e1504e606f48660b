import type { FleetConfig } from '@agent-aws-stack/config';
import { isWindows } from '@agent-aws-stack/contract';
import { splitCapacity } from '@agent-aws-stack/sizing';
import { fleetCost, type CostRange, type FleetCost } from './cost.ts';
import { instanceChoices } from '../fleets/instance-choices.ts';
import { PRICES } from './prices.ts';

/** One thing a person checks before a deployment. */
export interface Fact {
  readonly about: string;
  readonly says: string;
}

/** Summarizes what would be deployed. */
export function describeFleet(fleet: FleetConfig, region: string): readonly Fact[] {
  const cost = fleetCost(fleet);
  return [
    { about: 'Agents', says: agents(fleet) },
    { about: 'Capacity', says: capacity(fleet, cost) },
    { about: 'Instances', says: instances(fleet) },
    { about: 'Purchase', says: purchase(fleet) },
    { about: 'Image', says: image(fleet) },
    { about: 'Network', says: network(fleet) },
    { about: 'Log in', says: logIn(fleet) },
    { about: 'Jobs may', says: rights(fleet) },
    { about: 'Alarms', says: alarms(fleet) },
    { about: 'Costs idle', says: costs(cost.idle.usdPerHour, cost, region) },
    { about: 'Costs at most', says: costs(cost.maximum.usdPerHour, cost, region) },
  ];
}

function agents({ endpoint, token, agent }: FleetConfig): string {
  const idle = agent.disconnectAfterIdleTimeoutSeconds;
  const grace = agent.interruptionGracePeriodSeconds;
  return [
    `of ${endpoint}, by the token in ${token.parameterName}`,
    agent.disconnectAfterJob ? afterJob[agent.afterJob] : 'job after job',
    idle === 0 ? 'never ended for being idle' : `ended after ${idle} s without a job`,
    ...(grace === 0 ? [] : [`an interrupted one has ${grace} s to finish its job`]),
  ].join('; ');
}

const afterJob = {
  replace: 'one job each, then replaced',
  shrink: 'one job each, after which the fleet shrinks by it',
} as const;

function capacity({ group, scaler }: FleetConfig, cost: FleetCost): string {
  const between = `${group.minSize} to ${group.maxSize}`;
  if (scaler === undefined)
    return `${between}; nothing scales it (SEMAPHORE_AGENT_USE_DYNAMIC_SCALING=false)`;
  const { overprovision } = scaler;
  const headroom =
    overprovision.strategy === 'none'
      ? 'no more than there are jobs'
      : `${overprovision.factor}${overprovision.strategy === 'percentage' ? '%' : ''} more than there are jobs`;
  const set = group.desired === undefined ? '' : `; each deployment sets it to ${group.desired}`;
  return `${between}, ${cost.idle.capacity} without jobs; ${headroom}${set}`;
}

function instances(fleet: FleetConfig): string {
  const { os, arch, rootVolume } = fleet.instance;
  const types = instanceChoices(fleet).map((choice) => {
    if (choice.kind === 'requirements') return `any that fits ${choice.text}`;
    return choice.weight === 1 ? choice.instanceType : `${choice.instanceType} (counts ${choice.weight})`;
  });
  const volume = rootVolume
    ? `; ${rootVolume.sizeGib} GiB ${rootVolume.type}${rootVolume.encrypted ? ', encrypted' : ', NOT encrypted'}`
    : '';
  return `${os} on ${arch}: ${types.join(', ')}${volume}`;
}

function purchase(fleet: FleetConfig): string {
  const { maxSize, purchase: bought } = fleet.group;
  const spot = splitCapacity(maxSize, bought).spot;
  if (spot === 0) return 'on demand';
  const share = 100 - bought.onDemandPercentageAboveBase;
  return `${bought.onDemandBaseCapacity} on demand, above that ${share}% spot: ${spot} of ${maxSize} may be interrupted`;
}

function image({ instance }: FleetConfig): string {
  return instance.amiId ?? "the account's own, by the fingerprint of images/";
}

function network({
  network: { vpcId, subnetIds, availabilityZones, securityGroupId, useIpv6 },
}: FleetConfig): string {
  return [
    vpcId === undefined ? 'the default VPC' : `${vpcId}: ${subnetIds.join(', ')}`,
    ...(availabilityZones.length === 0 ? [] : [`only in ${availabilityZones.join(', ')}`]),
    ...(securityGroupId === undefined ? [] : [`security group ${securityGroupId}, as it is`]),
    ...(useIpv6 ? ['IPv6 too'] : []),
  ].join('; ');
}

function logIn({ instance, network: { sshIngressCidrs, securityGroupId } }: FleetConfig): string {
  const session = 'by Session Manager, who may ssm:StartSession';
  if (isWindows(instance.os) || instance.keyName === undefined)
    return `${session}; no key pair, so not by SSH`;
  const from =
    securityGroupId !== undefined
      ? `from where ${securityGroupId} lets in`
      : sshIngressCidrs.length === 0
        ? 'from nowhere, as SEMAPHORE_AGENT_SSH_INGRESS_CIDRS is empty'
        : `from ${sshIngressCidrs.join(', ')}`;
  return `${session}; by SSH, who has the key ${instance.keyName}, ${from}`;
}

function rights({ instance, agent }: FleetConfig): string {
  const more = [
    ...(agent.cacheBucketName === undefined ? [] : [`use the bucket ${agent.cacheBucketName}`]),
    ...instance.managedPolicies.map((policy) => `all that ${policy} allows`),
  ];
  return ['what their instance may', ...more].join('; ');
}

function alarms({ alarms: { enabled, topicArn } }: FleetConfig): string {
  if (!enabled) return 'none';
  return topicArn === undefined
    ? 'shown in CloudWatch, told to nobody (SEMAPHORE_AGENT_ALARM_TOPIC_ARN)'
    : `to ${topicArn}`;
}

const dollars = (usd: number): string => `$${usd.toFixed(usd !== 0 && usd < 0.1 ? 4 : 2)}`;

function costs(range: CostRange | undefined, { spotCapacity, unknown }: FleetCost, region: string): string {
  if (range === undefined) return `not known: ${unknown}`;
  const { least, most } = range;
  const amount = least === most ? dollars(most) : `${dollars(least)} to ${dollars(most)}`;
  const spot = most > 0 && spotCapacity > 0 ? ', less for what is spot' : '';
  const elsewhere = region === PRICES.region ? '' : `; ${region || 'another region'} has others`;
  return `${amount} an hour for instances${spot} (on demand, ${PRICES.region}, ${PRICES.date}${elsewhere})`;
}
