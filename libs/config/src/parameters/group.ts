import { groupSize as size } from '../kinds/group-size.ts';
import { imageRollout } from '../kinds/image-rollout.ts';
import { zeroOrInteger } from '../kinds/integers.ts';
import { launchTemplateOverrides } from '../kinds/launch-template-overrides.ts';
import { list } from '../kinds/list.ts';
import { boolean, choice } from '../kinds/scalars.ts';
import { schedulesKind } from '../kinds/schedules.ts';
import { defaulted, optional } from './parameter.ts';

const metric = choice([
  'GroupMinSize',
  'GroupMaxSize',
  'GroupDesiredCapacity',
  'GroupInServiceInstances',
  'GroupPendingInstances',
  'GroupStandbyInstances',
  'GroupTerminatingInstances',
  'GroupTotalInstances',
  'GroupInServiceCapacity',
  'GroupPendingCapacity',
  'GroupStandbyCapacity',
  'GroupTerminatingCapacity',
  'GroupTotalCapacity',
  'WarmPoolDesiredCapacity',
  'WarmPoolWarmedCapacity',
  'WarmPoolPendingCapacity',
  'WarmPoolTerminatingCapacity',
  'WarmPoolTotalCapacity',
  'GroupAndWarmPoolDesiredCapacity',
  'GroupAndWarmPoolTotalCapacity',
]);

export const groupParameters = {
  minSize: defaulted('SEMAPHORE_AGENT_ASG_MIN_SIZE', {
    kind: size,
    default: 0,
    help: 'Minimum number of instances in the group, even when there are no jobs.',
    example: 1,
  }),
  maxSize: defaulted('SEMAPHORE_AGENT_ASG_MAX_SIZE', {
    kind: size,
    default: 1,
    help: 'Maximum number of instances in the group, and therefore of jobs that run at the same time.',
    example: 20,
  }),
  desired: optional('SEMAPHORE_AGENT_ASG_DESIRED', {
    kind: size,
    help: 'Desired capacity that every deployment which changes the group sets. Not set: deployments leave the desired capacity alone, which is what you want with dynamic scaling.',
    example: 4,
  }),
  metrics: defaulted('SEMAPHORE_AGENT_ASG_METRICS', {
    kind: list(metric),
    default: [],
    help: 'Group metrics that Auto Scaling publishes to CloudWatch every minute. With `GroupInServiceInstances`, a fleet with a launch timeout, a scaler and alarms has an alarm for instances without an agent.',
    example: ['GroupDesiredCapacity', 'GroupInServiceInstances'],
  }),
  maxInstanceLifetimeSeconds: defaulted('SEMAPHORE_AGENT_ASG_MAX_INSTANCE_LIFETIME', {
    kind: zeroOrInteger({ min: 86_400, max: 31_536_000, unit: 'seconds' }),
    default: 0,
    help: 'Maximum age of an instance in seconds, from one day to one year; older instances are replaced. 0 means no limit. Auto Scaling replaces an instance even while it runs a job, unless instances are protected from scale-in; then each leaves after its job.',
    example: 604_800,
  }),
  launchTimeoutSeconds: defaulted('SEMAPHORE_AGENT_LAUNCH_TIMEOUT', {
    kind: zeroOrInteger({ min: 30, max: 7_200, unit: 'seconds' }),
    default: 0,
    help: 'Seconds after its launch within which the agent of an instance must be ready for jobs; otherwise the group replaces the instance. Set about three times the slowest boot, but at least 180, on Windows 900, on macOS 3600. 0 means no limit. Requires an image of this version.',
    example: 300,
  }),
  imageRollout: optional('SEMAPHORE_AGENT_IMAGE_ROLLOUT', {
    kind: imageRollout,
    help: 'Makes instances with an older launch template leave after a deployment, such as one with a new image: idle ones first, busy ones after their job. `sharePercent` (10) of them may leave at once, and the share grows to 100 percent within `spreadMinutes` (10). Not set: each stays until its agent ends. Requires an image of this version.',
    example: { spreadMinutes: 30, sharePercent: 10 },
  }),
  deployCanary: defaulted('SEMAPHORE_AGENT_DEPLOY_CANARY', {
    kind: boolean,
    default: false,
    help: 'Whether `fleet deploy` tests a new launch template, such as one with a new image: after the deployment it waits until the agent of one new instance has registered. If none registers in time, it deploys the previous template again. A rollout begins only after the test.',
    example: true,
  }),
  launchTemplateOverrides: defaulted('SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON', {
    kind: launchTemplateOverrides,
    default: [],
    help: "One launch template override, or a list of them, for a group with several instance types. Takes the members of CloudFormation's LaunchTemplateOverrides, in camelCase or PascalCase. Ignored on macOS.",
    example: [{ instanceType: 'm7i.large' }, { instanceType: 'm7a.large', weightedCapacity: '1' }],
  }),
  capacityRebalance: defaulted('SEMAPHORE_AGENT_ASG_CAPACITY_REBALANCE', {
    kind: boolean,
    default: false,
    help: 'Whether Auto Scaling replaces a spot instance that is at elevated risk of interruption, even while it runs a job, unless instances are protected from scale-in. An idle agent leaves at the recommendation to replace its instance, and takes no further job.',
    example: true,
  }),
  newInstancesProtectedFromScaleIn: defaulted('SEMAPHORE_AGENT_ASG_NEW_INSTANCES_PROTECTED_FROM_SCALE_IN', {
    kind: boolean,
    default: false,
    help: 'Whether new instances are protected from scale-in, so that Auto Scaling does not terminate them when the capacity is lowered by hand or by a schedule. `destroy` ends the protection. If you do not set it, and a schedule sets a maximum or a desired capacity, it is true.',
    example: true,
  }),
  schedules: defaulted('SEMAPHORE_AGENT_SCHEDULES_JSON', {
    kind: schedulesKind,
    default: [],
    help: 'Times at which Auto Scaling changes the sizes of the group. Each schedule has a name, a cron expression of five fields, a time zone, and at least one of minSize, maxSize and desired; sizes that it does not name stay as they are. Two schedules must never run at the same time. A schedule that is added or changed takes effect at its next time.',
    example: [
      { name: 'morning', cron: '0 7 * * MON-FRI', timeZone: 'Europe/Berlin', minSize: 4 },
      { name: 'evening', cron: '0 19 * * MON-FRI', timeZone: 'Europe/Berlin', minSize: 0 },
    ],
  }),
};
