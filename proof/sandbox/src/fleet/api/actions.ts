import type { Action } from './action.ts';
import { describeScalingActivities } from './actions/activities.ts';
import { describeAutoScalingGroups } from './actions/describe-groups.ts';
import { describeAutoScalingInstances } from './actions/describe-instances.ts';
import { setDesiredCapacity } from './actions/desired-capacity.ts';
import { deleteAutoScalingGroup, updateAutoScalingGroup } from './actions/groups.ts';
import { setInstanceHealth, setInstanceProtection } from './actions/instance-health.ts';
import {
  completeLifecycleAction,
  deleteLifecycleHook,
  recordLifecycleActionHeartbeat,
} from './actions/lifecycle-actions.ts';
import { resumeProcesses, suspendProcesses } from './actions/processes.ts';
import {
  deleteScheduledAction,
  describeScheduledActions,
  putScheduledUpdateGroupAction,
} from './actions/scheduled-actions.ts';
import { createOrUpdateTags, deleteTags } from './actions/tags.ts';
import { terminateInstanceInAutoScalingGroup } from './actions/terminate-instance.ts';

/** The Auto Scaling actions that the simulator implements. All others are forwarded to the emulator. */
export const actions: ReadonlyMap<string, Action> = new Map(
  Object.entries({
    CompleteLifecycleAction: completeLifecycleAction,
    CreateOrUpdateTags: createOrUpdateTags,
    DeleteAutoScalingGroup: deleteAutoScalingGroup,
    DeleteLifecycleHook: deleteLifecycleHook,
    DeleteScheduledAction: deleteScheduledAction,
    DeleteTags: deleteTags,
    DescribeAutoScalingGroups: describeAutoScalingGroups,
    DescribeAutoScalingInstances: describeAutoScalingInstances,
    DescribeScalingActivities: describeScalingActivities,
    DescribeScheduledActions: describeScheduledActions,
    PutScheduledUpdateGroupAction: putScheduledUpdateGroupAction,
    RecordLifecycleActionHeartbeat: recordLifecycleActionHeartbeat,
    ResumeProcesses: resumeProcesses,
    SetDesiredCapacity: setDesiredCapacity,
    SetInstanceHealth: setInstanceHealth,
    SetInstanceProtection: setInstanceProtection,
    SuspendProcesses: suspendProcesses,
    TerminateInstanceInAutoScalingGroup: terminateInstanceInAutoScalingGroup,
    UpdateAutoScalingGroup: updateAutoScalingGroup,
  }),
);
