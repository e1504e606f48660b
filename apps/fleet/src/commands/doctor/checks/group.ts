import { limitsAt, type GroupConfig } from '@agent-aws-stack/config';
import { LAUNCH_PROCESS } from '@agent-aws-stack/contract';
import type { Group } from '../../../observe/group.ts';
import { limitsAfter, scaleReturnOf } from '../../../observe/scale-return.ts';
import type { ScheduledAction } from '../../../observe/scheduled-actions.ts';
import { describeLaunchBrake } from '../../../render/launch-brake.ts';
import { clock } from '../../../render/render-entry.ts';
import { defineCheck } from '../check.ts';
import { failure, ok, warning } from '../finding.ts';
import { remedyForFailedActivity } from '../failed-activity.ts';

/** Auto Scaling processes without which the group does not launch, terminate or replace instances, or run scheduled actions. */
const VITAL_PROCESSES = ['Launch', 'Terminate', 'HealthCheck', 'ReplaceUnhealthy', 'ScheduledActions'];
const RECENT_MS = 60 * 60_000;
/** How late Auto Scaling may run a scheduled action. https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html */
const LATEST_RUN_MS = 2 * 60_000;

/** The main group, then the group of on-demand instances that stand in for spot instances. */
const groupsIn = (
  group: Group,
): readonly (Pick<Group, 'name' | 'suspended'> & { readonly isBraked?: boolean })[] => [
  { ...group, isBraked: describeLaunchBrake(group) !== undefined },
  ...(group.standIns ? [group.standIns] : []),
];

const hasLimits = (
  { min, max }: Pick<Group, 'min' | 'max'>,
  { minSize, maxSize }: Pick<GroupConfig, 'minSize' | 'maxSize'>,
): boolean => min === minSize && max === maxSize;

/** Whether a scheduled action does what a schedule of the configuration says. */
const runs = (action: ScheduledAction, schedule: GroupConfig['schedules'][number]): boolean =>
  action.when === `${schedule.cron} ${schedule.timeZone}` &&
  action.min === schedule.minSize &&
  action.max === schedule.maxSize &&
  action.desired === schedule.desired;

export const GROUP_CHECKS = [
  defineCheck({
    name: 'group-limits',
    needs: ['group', 'scheduledActions'],
    appliesTo: ({ isConfigured }) => isConfigured,
    judge: ({ group: { min, max }, scheduledActions }, { fleet: { group }, fullCommand, now }) => {
      if (hasLimits({ min, max }, group)) return ok(`from ${min} to ${max}`);
      const scheduled = [now.getTime(), now.getTime() - LATEST_RUN_MS];
      if (scheduled.some((at) => hasLimits({ min, max }, limitsAt(group.schedules, group, at))))
        return ok(`from ${min} to ${max}, by SEMAPHORE_AGENT_SCHEDULES_JSON`);
      const scaleReturn = scaleReturnOf(scheduledActions);
      if (scaleReturn !== undefined && hasLimits(limitsAfter({ min, max }, scaleReturn), group))
        return ok(`from ${min} to ${max} until ${clock(scaleReturn.at)} UTC, by \`scale --for\``);
      return warning(
        `from ${min} to ${max}, but from ${group.minSize} to ${group.maxSize} in your configuration`,
        [
          `If your configuration is not deployed yet: ${fullCommand('deploy')}`,
          `If \`scale\`, a person or a schedule has changed the limits, a deployment sets yours again only if ${group.schedules.length === 0 ? 'it changes the group' : 'you have changed them'}. To set them now: ${fullCommand(`scale --min ${group.minSize} --max ${group.maxSize}`)}`,
        ].join('\n'),
      );
    },
  }),

  defineCheck({
    name: 'group-capacity',
    needs: ['group'],
    judge: ({ group: { desired, max } }) => {
      if (max === 0) {
        return failure(
          'the maximum is 0, so no agent is ever launched',
          'Raise SEMAPHORE_AGENT_ASG_MAX_SIZE and deploy',
        );
      }
      const remedy = 'If jobs wait too long, raise SEMAPHORE_AGENT_ASG_MAX_SIZE and deploy';
      return desired < max
        ? ok(`${desired} of ${max}`)
        : warning(`at the maximum: ${desired} of ${max}`, remedy);
    },
  }),

  defineCheck({
    name: 'suspended-processes',
    needs: ['group'],
    judge: ({ group }, { fullCommand }) => {
      const [first] = groupsIn(group)
        .map(({ name, suspended, isBraked }) => {
          const expected = ['AZRebalance', ...(isBraked ? [LAUNCH_PROCESS] : [])];
          return { name, others: suspended.filter((each) => !expected.includes(each)) };
        })
        .filter(({ others }) => others.length > 0);
      if (first === undefined) return ok('no process other than AZRebalance');
      const { name, others } = first;
      const result = others.some((process) => VITAL_PROCESSES.includes(process)) ? failure : warning;
      return result(
        `suspended: ${others.join(', ')}`,
        fullCommand(
          `aws autoscaling resume-processes --auto-scaling-group-name ${name} --scaling-processes ${others.join(' ')}`,
        ),
      );
    },
  }),

  defineCheck({
    name: 'launch-brake',
    needs: ['group'],
    judge: ({ group }, { fullCommand }) => {
      const open = describeLaunchBrake(group);
      return open === undefined
        ? ok('closed')
        : failure(
            open,
            `Remove the cause, which the scaler's log names. Then wait for the next probe, or: ${fullCommand('brake release')}`,
          );
    },
  }),

  defineCheck({
    name: 'az-rebalance',
    needs: ['group'],
    judge: ({ group }, { fullCommand }) => {
      const active = groupsIn(group).find(({ suspended }) => !suspended.includes('AZRebalance'));
      return active === undefined
        ? ok('suspended')
        : warning(
            'AZRebalance is not suspended: it terminates instances in the middle of a job',
            fullCommand(
              `aws autoscaling suspend-processes --auto-scaling-group-name ${active.name} --scaling-processes AZRebalance`,
            ),
          );
    },
  }),

  defineCheck({
    name: 'spot-fallback',
    needs: ['group'],
    appliesTo: ({ fleet }) => fleet.group.purchase.onDemandFallbackAfterSeconds > 0,
    judge: ({ group: { standIns } }, { fullCommand }) => {
      // Until the first deployment with a fallback, the on-demand group does not exist. The check scaler-settings reports that then.
      const count = standIns?.desired ?? 0;
      return count === 0
        ? ok('no on-demand instance stands in for spot instances')
        : warning(
            `${count} on-demand instances stand in, because spot capacity is missing`,
            `They leave after their job or when idle. For more spot capacity, add instance types and zones. See why: ${fullCommand('explain')}`,
          );
    },
  }),

  defineCheck({
    name: 'scaling-activities',
    needs: ['activities'],
    judge: ({ activities }, { now }) => {
      const recent = activities.filter(({ startedAt }) => now.getTime() - startedAt.getTime() < RECENT_MS);
      // Only the last finished activity counts: a success after a failure means that the cause is gone.
      const last = recent.find(({ status }) => status === 'Failed' || status === 'Successful');
      if (last === undefined) return ok('none finished in the last hour');
      if (last.status === 'Successful') return ok('the last one succeeded');
      const failed = recent.filter(({ status }) => status === 'Failed').length;
      return failure(
        `${failed} of ${recent.length} in the last hour failed; the last one: ${last.message ?? last.description}`,
        remedyForFailedActivity(last.message ?? ''),
      );
    },
  }),

  defineCheck({
    name: 'scheduled-actions',
    needs: ['scheduledActions', 'group'],
    judge: (
      { scheduledActions: actions, group: present },
      { fleet: { group }, isConfigured, fullCommand },
    ) => {
      const scaleReturn = scaleReturnOf(actions);
      const returned = limitsAfter(present, scaleReturn);
      if (
        isConfigured &&
        scaleReturn !== undefined &&
        hasLimits(present, group) &&
        !hasLimits(returned, group)
      )
        return warning(
          `at ${clock(scaleReturn.at)} UTC \`scale --for\` sets the minimum to ${returned.min} and the maximum to ${returned.max}, but your configuration has ${group.minSize} and ${group.maxSize}`,
          `The group has the limits of your configuration now. To keep them: ${fullCommand(`scale --min ${group.minSize} --max ${group.maxSize}`)}`,
        );
      const missing = isConfigured
        ? group.schedules.filter((schedule) => !actions.some((action) => runs(action, schedule)))
        : [];
      if (missing.length > 0)
        return warning(
          `not deployed: ${missing.map(({ name }) => name).join(', ')} of SEMAPHORE_AGENT_SCHEDULES_JSON`,
          `Deploy your configuration: ${fullCommand('deploy')}`,
        );
      const closing = actions.filter(({ max }) => max !== undefined && max < Math.max(1, group.minSize));
      if (closing.length > 0)
        return warning(
          closing.map(({ name, max, when }) => `${name} sets the maximum to ${max} at ${when}`).join('; '),
          'From then on jobs wait. Make sure that another action raises the maximum again, or remove this one',
        );
      return ok(
        actions.length === 0 ? 'none' : actions.map(({ name, when }) => `${name} at ${when}`).join(', '),
      );
    },
  }),
];
