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
    'Fewest instances of the group; they stay also when there are no jobs.',
    1,
  ),
  SEMAPHORE_AGENT_ASG_MAX_SIZE: defaulted(size, 1, 'Most instances of the group, so most jobs at once.', 20),
  SEMAPHORE_AGENT_ASG_DESIRED: optional(
    size,
    'Instances to set at every deploy. Not set: a deploy leaves the capacity as the scaler has it, which is what you want with dynamic scaling.',
    4,
  ),
  SEMAPHORE_AGENT_ASG_METRICS: defaulted(
    list(metric),
    [],
    'Group metrics that Auto Scaling sends to CloudWatch each minute.',
    ['GroupDesiredCapacity', 'GroupInServiceInstances'],
  ),
  SEMAPHORE_AGENT_ASG_MAX_INSTANCE_LIFETIME: defaulted(
    zeroOrInteger({ min: 86_400, max: 31_536_000, unit: 'seconds' }),
    0,
    'Seconds after which an instance is replaced, from one day to one year; 0 means never.',
    604_800,
  ),
  SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: defaulted(
    launchTemplateOverrides,
    [],
    "One override of the launch template, or a list of them, for a group of several instance types. Members as CloudFormation's LaunchTemplateOverrides has them, in camelCase or PascalCase. Ignored on macOS.",
    [{ instanceType: 'm7i.large' }, { instanceType: 'm7a.large', weightedCapacity: '1' }],
  ),
  SEMAPHORE_AGENT_ASG_CAPACITY_REBALANCE: defaulted(
    boolean,
    false,
    'Whether Auto Scaling replaces a spot instance when its risk of interruption rises.',
    true,
  ),
  SEMAPHORE_AGENT_ASG_NEW_INSTANCES_PROTECTED_FROM_SCALE_IN: defaulted(
    boolean,
    false,
    'Whether Auto Scaling is kept from ending instances when the capacity is lowered by hand.',
    true,
  ),
};
