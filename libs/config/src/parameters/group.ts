import { integer, zeroOrInteger } from '../kinds/integers.ts';
import { launchTemplateOverrides } from '../kinds/launch-template-overrides.ts';
import { list } from '../kinds/list.ts';
import { boolean, choice } from '../kinds/scalars.ts';
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

/** Far above what an account may have; below it a slip of a few digits is not taken for a wish. */
const size = integer({ min: 0, max: 10_000, unit: 'instances' });

export const groupParameters = {
  SEMAPHORE_AGENT_ASG_MIN_SIZE: defaulted(
    size,
    0,
    'Minimum number of instances in the group, kept even when there are no jobs.',
    1,
  ),
  SEMAPHORE_AGENT_ASG_MAX_SIZE: defaulted(
    size,
    1,
    'Maximum number of instances in the group, and so of jobs that run at once.',
    20,
  ),
  SEMAPHORE_AGENT_ASG_DESIRED: optional(
    size,
    'Desired capacity to set on every deploy. Not set: a deploy leaves the capacity alone, which is what you want with dynamic scaling.',
    4,
  ),
  SEMAPHORE_AGENT_ASG_METRICS: defaulted(
    list(metric),
    [],
    'Group metrics that Auto Scaling publishes to CloudWatch every minute.',
    ['GroupDesiredCapacity', 'GroupInServiceInstances'],
  ),
  SEMAPHORE_AGENT_ASG_MAX_INSTANCE_LIFETIME: defaulted(
    zeroOrInteger({ min: 86_400, max: 31_536_000, unit: 'seconds' }),
    0,
    'Maximum age of an instance in seconds, from one day to one year, after which it is replaced; 0 means no limit.',
    604_800,
  ),
  SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: defaulted(
    launchTemplateOverrides,
    [],
    "One launch template override, or a list of them, for a group with several instance types. Takes the members of CloudFormation's LaunchTemplateOverrides, in camelCase or PascalCase. Ignored on macOS.",
    [{ instanceType: 'm7i.large' }, { instanceType: 'm7a.large', weightedCapacity: '1' }],
  ),
  SEMAPHORE_AGENT_ASG_CAPACITY_REBALANCE: defaulted(
    boolean,
    false,
    'Whether Auto Scaling replaces a spot instance that is at elevated risk of interruption, even while it runs a job.',
    true,
  ),
  SEMAPHORE_AGENT_ASG_NEW_INSTANCES_PROTECTED_FROM_SCALE_IN: defaulted(
    boolean,
    false,
    'Whether new instances are protected from scale-in, so that Auto Scaling does not terminate them when someone lowers the capacity by hand.',
    true,
  ),
};
