import * as z from 'zod';
import { GROUP_IDS, LOGICAL_IDS } from '@agent-aws-stack/contract';
import { groupProperties } from '../fleet/region/group-template.ts';
import type { GroupProperties } from '../fleet/region/region.ts';
import type { DeployedSchedule, LifecycleHook } from '../fleet/region/region.ts';
import { type AlarmDefinition, alarmSchema } from './cloudwatch/alarm.ts';

/** What the simulation needs of a group. */
export interface GroupTemplate {
  readonly logicalId: string;
  readonly min: number;
  readonly max: number;
  readonly availabilityZones: readonly string[];
  readonly cooldownSeconds: number;
  readonly newInstancesProtectedFromScaleIn: boolean;
  /** Whether an update of the stack keeps the group's current minimum or maximum if its value in the template has not changed. */
  readonly keepsUnmodifiedSizes: boolean;
  readonly properties: GroupProperties;
  readonly hooks: readonly LifecycleHook[];
  /** The metrics that the group publishes. */
  readonly metrics: readonly string[];
}

/** What the simulation needs of a stack. */
export interface FleetTemplate {
  /** The main group comes first. */
  readonly groups: readonly [GroupTemplate, ...GroupTemplate[]];
  readonly launchTemplate: {
    readonly imageId: string;
    readonly instanceType: string;
    readonly userData: string;
    readonly tagsInMetadata: boolean;
  };
  readonly schedules: readonly DeployedSchedule[];
  /** The SSM parameters, by name. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly scaler: {
    readonly environment: Readonly<Record<string, string>>;
    readonly timeoutSeconds: number;
    readonly maximumEventAgeSeconds: number;
  };
  readonly alarms: readonly AlarmDefinition[];
}

/** The template uses something that the simulation does not know. */
export class UnsupportedTemplateError extends Error {
  override readonly name = 'UnsupportedTemplateError';
}

const numeric = z.union([z.number(), z.string().regex(/^\d+$/)]).transform(Number);
const updatePolicySchema = z.object({
  AutoScalingScheduledAction: z.object({ IgnoreUnmodifiedGroupSizeProperties: z.boolean() }),
});
const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.unknown(), UpdatePolicy: updatePolicySchema.optional() }),
  ),
});
const groupSchema = z.object({
  MinSize: numeric,
  MaxSize: numeric,
  Cooldown: numeric,
  /** The default is for a group in subnets, because its template lists no zones. */
  AvailabilityZones: z.array(z.string()).default(['us-east-1a', 'us-east-1b']),
  NewInstancesProtectedFromScaleIn: z.boolean(),
  MetricsCollection: z.array(z.object({ Metrics: z.array(z.string()) })).default([]),
});
const launchTemplateSchema = z.object({
  LaunchTemplateData: z.object({
    ImageId: z.string(),
    InstanceType: z.string(),
    UserData: z.string(),
    MetadataOptions: z.object({ InstanceMetadataTags: z.string().optional() }),
  }),
});
const hookSchema = z.object({
  AutoScalingGroupName: z.string(),
  LifecycleHookName: z.string(),
  LifecycleTransition: z.enum(['autoscaling:EC2_INSTANCE_LAUNCHING', 'autoscaling:EC2_INSTANCE_TERMINATING']),
  HeartbeatTimeout: z.number(),
  DefaultResult: z.enum(['CONTINUE', 'ABANDON']),
});
const scheduleSchema = z.object({
  Recurrence: z.string(),
  TimeZone: z.string(),
  MinSize: z.number().optional(),
  MaxSize: z.number().optional(),
  DesiredCapacity: z.number().optional(),
});
const parameterSchema = z.object({ Name: z.string(), Value: z.string() });
const functionSchema = z.object({
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
  Timeout: z.number(),
});
const ruleSchema = z.object({
  Targets: z.tuple([
    z.object({
      RetryPolicy: z.object({ MaximumEventAgeInSeconds: z.number(), MaximumRetryAttempts: z.literal(0) }),
    }),
  ]),
});

/** The physical id of a resource in the simulation. */
export const physicalIdOf = (logicalId: string): string => `${logicalId}-1`;

/** @throws z.ZodError, UnsupportedTemplateError */
export function readFleetTemplate(template: unknown): FleetTemplate {
  const { Resources: resources } = templateSchema.parse(template);
  const names = new Map<string, string>();
  for (const [id, { Type, Properties }] of Object.entries(resources))
    if (Type === 'AWS::SSM::Parameter')
      names.set(id, parameterSchema.pick({ Name: true }).parse(Properties).Name);
  const reference = (id: string) => names.get(id) ?? physicalIdOf(id);
  const ofType = (type: string) =>
    Object.values(resources)
      .filter(({ Type }) => Type === type)
      .map(({ Properties }) => resolved(Properties, reference));
  const resource = (id: string) => resolved(resources[id]?.Properties, reference);

  const readGroup = (logicalId: string): GroupTemplate => {
    const group = groupSchema.parse(resource(logicalId));
    const properties = groupProperties(JSON.stringify(template), logicalId, physicalIdOf);
    if (properties === undefined) throw new UnsupportedTemplateError('the template has no group');
    return {
      logicalId,
      min: group.MinSize,
      max: group.MaxSize,
      availabilityZones: group.AvailabilityZones,
      cooldownSeconds: group.Cooldown,
      newInstancesProtectedFromScaleIn: group.NewInstancesProtectedFromScaleIn,
      keepsUnmodifiedSizes:
        resources[logicalId]?.UpdatePolicy?.AutoScalingScheduledAction.IgnoreUnmodifiedGroupSizeProperties ===
        true,
      properties,
      metrics: group.MetricsCollection.flatMap(({ Metrics }) => Metrics),
      hooks: ofType('AWS::AutoScaling::LifecycleHook').flatMap((each) =>
        hookSchema.parse(each).AutoScalingGroupName === physicalIdOf(logicalId) ? [readHook(each)] : [],
      ),
    };
  };
  const [, ...otherGroups] = GROUP_IDS.filter((id) => id === LOGICAL_IDS.group || id in resources);
  const { LaunchTemplateData: launch } = launchTemplateSchema.parse(resource(LOGICAL_IDS.launchTemplate));
  const scaler = functionSchema.parse(resource(LOGICAL_IDS.scalerFunction));
  const {
    Targets: [target],
  } = ruleSchema.parse(resource(LOGICAL_IDS.scalerRule));
  return {
    groups: [readGroup(LOGICAL_IDS.group), ...otherGroups.map(readGroup)],
    launchTemplate: {
      imageId: launch.ImageId,
      instanceType: launch.InstanceType,
      userData: launch.UserData,
      tagsInMetadata: launch.MetadataOptions.InstanceMetadataTags === 'enabled',
    },
    schedules: Object.entries(resources)
      .filter(([, { Type }]) => Type === 'AWS::AutoScaling::ScheduledAction')
      .map(([id, { Properties }]) => readSchedule(physicalIdOf(id), Properties)),
    parameters: new Map(
      ofType('AWS::SSM::Parameter').map((each) => {
        const { Name, Value } = parameterSchema.parse(each);
        return [Name, Value];
      }),
    ),
    scaler: {
      environment: scaler.Environment.Variables,
      timeoutSeconds: scaler.Timeout,
      maximumEventAgeSeconds: target.RetryPolicy.MaximumEventAgeInSeconds,
    },
    alarms: ofType('AWS::CloudWatch::Alarm').map((each) => alarmSchema.parse(each)),
  };
}

function readHook(properties: unknown): LifecycleHook {
  const hook = hookSchema.parse(properties);
  return {
    name: hook.LifecycleHookName,
    transition:
      hook.LifecycleTransition === 'autoscaling:EC2_INSTANCE_LAUNCHING' ? 'launching' : 'terminating',
    heartbeatTimeoutSeconds: hook.HeartbeatTimeout,
    defaultResult: hook.DefaultResult,
  };
}

function readSchedule(name: string, properties: unknown): DeployedSchedule {
  const schedule = scheduleSchema.parse(properties);
  return {
    name,
    recurrence: { cron: schedule.Recurrence, timeZone: schedule.TimeZone },
    ...{ min: schedule.MinSize, max: schedule.MaxSize, desired: schedule.DesiredCapacity },
  };
}

/** Replaces the intrinsic functions: a Ref by the physical id, GetAtt by `<physical id>.<attribute>`, Base64 by its text. */
function resolved(value: unknown, reference: (logicalId: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => resolved(item, reference));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first !== undefined) {
    const [key, argument] = first as [string, unknown];
    if (key === 'Ref') return reference(String(argument));
    if (key === 'Fn::Base64') return resolved(argument, reference);
    if (key === 'Fn::GetAtt') {
      const [id, attribute] = argument as [string, string];
      return `${reference(id)}.${attribute}`;
    }
    if (key === 'Fn::Join') {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map((part) => String(resolved(part, reference))).join(separator);
    }
  }
  return Object.fromEntries(entries.map(([key, item]) => [key, resolved(item, reference)]));
}
