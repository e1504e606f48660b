import { HEALTHY } from '../../../../observe/testing/healthy-facts.ts';
import { minutesAgo } from '../../../../observe/testing/fleet.ts';
import type { StandIns } from '../../../../observe/group.ts';
import { RETURN_ACTION, type ScheduledAction } from '../../../../observe/scheduled-actions.ts';
import { changed, fails, fault, warns } from '../fault.ts';

const suspended = (...names: string[]) => changed('group', { suspended: ['AZRebalance', ...names] });

const action = (others: Partial<ScheduledAction>): ScheduledAction => ({
  ...{ name: RETURN_ACTION, min: undefined, max: undefined, desired: undefined },
  ...{ when: '2026-11-24T14:00:30.000Z', startsAt: new Date('2026-11-24T14:00:30Z') },
  ...others,
});

const ON_DEMAND_GROUP = 'ci-autoScalingGroup-onDemand';

/** The facts of a fleet of spot instances with a fallback that is deployed as configured. @param standIns - the state of the stand-ins */
const spotFleet = (standIns: Partial<StandIns>) => ({
  ...changed('group', {
    standIns: { name: ON_DEMAND_GROUP, desired: 0, suspended: ['AZRebalance'], ...standIns },
  }),
  ...changed('agentConfig', {
    value: JSON.stringify({ ...JSON.parse(HEALTHY.agentConfig?.value ?? ''), shrinkOnDemand: true }),
  }),
  ...changed('scaler', {
    environment: {
      ...HEALTHY.scaler?.environment,
      SEMAPHORE_AGENT_ON_DEMAND_ASG_NAME: ON_DEMAND_GROUP,
      SEMAPHORE_AGENT_ON_DEMAND_FALLBACK_AFTER: '90',
    },
  }),
});
const SPOT_FALLBACK = {
  SEMAPHORE_AGENT_ON_DEMAND_FALLBACK_AFTER: '90',
  SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE: '0',
};

const failedLaunch = (message: string) => ({
  activities: [
    { status: 'Failed', description: 'Launching', message, startedAt: minutesAgo(2) },
    ...HEALTHY.activities,
  ],
});

export const GROUP_FAULTS = [
  fault(
    'group-limits',
    'a minimum that was raised by hand',
    changed('group', { min: 1 }),
    warns(
      /from 1 to 10, but/,
      /fleet -- deploy .*\n.*only if it changes the group\..*fleet -- scale --min 0 --max 10 /,
    ),
  ),
  fault(
    'group-limits',
    'a minimum that was raised by hand in a fleet with schedules',
    {
      ...changed('group', { min: 1 }),
      scheduledActions: [action({ name: 'night', min: 0, when: '0 20 * * * UTC' })],
    },
    warns(/from 1 to 10, but/, /only if you have changed them\..*scale --min 0 --max 10 /),
    {
      SEMAPHORE_AGENT_SCHEDULES_JSON: '[{"name":"night","cron":"0 20 * * *","timeZone":"UTC","minSize":0}]',
    },
  ),
  fault(
    'group-limits',
    'a minimum that will return to a value that is not configured',
    { ...changed('group', { min: 4 }), scheduledActions: [action({ min: 1 })] },
    warns(/from 4 to 10, but/, /fleet -- deploy/),
  ),
  fault(
    'group-capacity',
    'a group at its maximum',
    changed('group', { desired: 10 }),
    warns(/10 of 10/, /ASG_MAX_SIZE/),
  ),
  fault(
    'group-capacity',
    'a maximum of 0',
    changed('group', { desired: 0, max: 0 }),
    fails(/maximum is 0/, /ASG_MAX_SIZE/),
    { SEMAPHORE_AGENT_ASG_MAX_SIZE: '0', SEMAPHORE_AGENT_ON_DEMAND_BASE_CAPACITY: '0' },
  ),
  fault(
    'suspended-processes',
    'suspended launches',
    suspended('Launch'),
    fails(
      /Launch/,
      /resume-processes --auto-scaling-group-name ci-autoScalingGroup-1 --scaling-processes Launch/,
    ),
  ),
  fault(
    'suspended-processes',
    'suspended alarm notifications',
    suspended('AlarmNotification'),
    warns(/Alarm/, /resume/),
  ),
  fault(
    'launch-brake',
    'a brake that is open',
    changed('group', {
      ...{ suspended: ['AZRebalance', 'Launch'] },
      launchBrake: { kind: 'open', since: 0, probes: 2, probedAt: 1, withoutSemaphore: false },
    }),
    fails(
      /agents do not start: .* since 1970-01-01 00:00:00 UTC; launches are suspended, 2 probes/,
      /brake release/,
    ),
  ),
  fault(
    'launch-brake',
    'an open brake, although someone has resumed launches',
    changed('group', {
      launchBrake: { kind: 'open', since: 0, probes: 2, probedAt: 1, withoutSemaphore: false },
    }),
    fails(/launches are not suspended, because someone has resumed them/, /brake release/),
  ),
  fault(
    'launch-brake',
    'a probe while launches are still suspended',
    changed('group', {
      ...{ suspended: ['AZRebalance', 'Launch'] },
      launchBrake: { kind: 'probing', since: 0, probes: 2, probedAt: 1, withoutSemaphore: false },
    }),
    fails(/probe 2 lets the group launch once, but launches are still suspended/, /brake release/),
  ),
  fault(
    'suspended-processes',
    'launches that a person has suspended while the brake only watches',
    {
      ...changed('group', {
        suspended: ['AZRebalance', 'Launch'],
        launchBrake: { kind: 'watching', since: 0 },
      }),
    },
    fails(/Launch/, /resume-processes/),
  ),
  fault(
    'az-rebalance',
    'AZRebalance that is not suspended',
    changed('group', { suspended: [] }),
    warns(/terminates instances/, /suspend-p/),
  ),
  fault(
    'suspended-processes',
    "suspended launches in the stand-ins' group",
    spotFleet({ suspended: ['AZRebalance', 'Launch'] }),
    fails(/Launch/, /--auto-scaling-group-name ci-autoScalingGroup-onDemand /),
    SPOT_FALLBACK,
  ),
  fault(
    'az-rebalance',
    "AZRebalance that is not suspended in the stand-ins' group",
    spotFleet({ suspended: [] }),
    warns(/terminates instances/, /--auto-scaling-group-name ci-autoScalingGroup-onDemand /),
    SPOT_FALLBACK,
  ),
  fault(
    'spot-fallback',
    'on-demand instances stand in for spot instances',
    spotFleet({ desired: 3 }),
    warns(/3 on-demand instances stand in/, /add instance types and zones/),
    SPOT_FALLBACK,
  ),
  fault(
    'scaling-activities',
    'a launch that failed at a quota',
    failedLaunch('You have requested more vCPU capacity than your current vCPU limit of 5 allows'),
    fails(/2 of 3 in the last hour failed; the last one: You have requested/, /quota-on-demand/),
  ),
  fault(
    'scaling-activities',
    'a launch that failed for lack of capacity',
    failedLaunch('We currently do not have sufficient capacity'),
    fails(/sufficient/, /more instance types/),
  ),
  fault(
    'scaling-activities',
    'a launch without access to the KMS key of the volumes',
    failedLaunch('Client.InternalError: Client error on launch'),
    fails(/InternalError/, /service-linked role/),
  ),
  fault(
    'scaling-activities',
    'a launch without an image',
    failedLaunch('The image id ami-1 does not exist'),
    fails(/ami-1/, /SEMAPHORE_AGENT_AMI/),
  ),
  fault('scaling-activities', 'a failure of unknown cause', failedLaunch('Boo'), fails(/Boo/, /tries again/)),
  fault(
    'scheduled-actions',
    'a schedule of the configuration that is not deployed',
    { scheduledActions: [action({ name: 'night', min: 2, when: '0 20 * * * UTC' })] },
    warns(/not deployed: night of SEMAPHORE_AGENT_SCHEDULES_JSON/, /fleet -- deploy/),
    {
      SEMAPHORE_AGENT_SCHEDULES_JSON: '[{"name":"night","cron":"0 20 * * *","timeZone":"UTC","minSize":1}]',
    },
  ),
  fault(
    'scheduled-actions',
    'an action that sets the maximum to 0',
    { scheduledActions: [action({ name: 'night', min: 0, max: 0, desired: 0, when: '0 20 * * *' })] },
    warns(/night sets the maximum to 0 at 0 20/, /jobs wait/),
  ),
  fault(
    'scheduled-actions',
    'a return of `scale` to a maximum that is no longer configured',
    { scheduledActions: [action({ max: 5 })] },
    warns(
      /at 2026-11-24 14:00:30 UTC .* minimum to 0 and the maximum to 5, but your configuration has 0 and 10/,
      /fleet -- scale --min 0 --max 10/,
    ),
  ),
];
