import type { Check } from './check.ts';
import { ACCOUNT_CHECKS } from './checks/account.ts';
import { ALARM_CHECKS } from './checks/alarms.ts';
import { BOOT_CHECKS } from './checks/boot.ts';
import { CAPACITY_CHECKS } from './checks/capacity.ts';
import { GROUP_CHECKS } from './checks/group.ts';
import { IMAGE_CHECKS } from './checks/image.ts';
import { INSTANCE_CHECKS } from './checks/instances.ts';
import { LAUNCH_CHECKS } from './checks/launch.ts';
import { NETWORK_CHECKS } from './checks/network.ts';
import { ROLLOUT_CHECKS } from './checks/rollout.ts';
import { PARAMETER_CHECKS } from './checks/parameters.ts';
import { LAMBDA_CHECKS } from './checks/lambdas.ts';
import { STACK_CHECKS } from './checks/stack.ts';

/** All checks, in the order of docs/doctor.md and of the JSON output. The printed report groups them by their result. An earlier finding often explains a later one. */
export const CHECKS: readonly Check[] = [
  ...ACCOUNT_CHECKS,
  ...STACK_CHECKS,
  ...PARAMETER_CHECKS,
  ...GROUP_CHECKS,
  ...INSTANCE_CHECKS,
  ...ROLLOUT_CHECKS,
  ...LAUNCH_CHECKS,
  ...IMAGE_CHECKS,
  ...BOOT_CHECKS,
  ...CAPACITY_CHECKS,
  ...NETWORK_CHECKS,
  ...LAMBDA_CHECKS,
  ...ALARM_CHECKS,
];
