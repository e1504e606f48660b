export { AutoScalingGroups } from './groups.ts';
export type { ScalingActivity } from './activity.ts';
export type { Group, StaffedGroup } from './group.ts';
export { autoScalingClient } from './client.ts';
