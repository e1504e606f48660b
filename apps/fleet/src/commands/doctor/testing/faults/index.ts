import { ACCOUNT_FAULTS } from './account.ts';
import { ALARM_FAULTS } from './alarms.ts';
import { BOOT_FAULTS } from './boot.ts';
import { CAPACITY_FAULTS } from './capacity.ts';
import { GROUP_FAULTS } from './group.ts';
import { IMAGE_FAULTS } from './image.ts';
import { INSTANCE_FAULTS } from './instances.ts';
import { LAUNCH_FAULTS } from './launch.ts';
import { NETWORK_FAULTS } from './network.ts';
import { ROLLOUT_FAULTS } from './rollout.ts';
import { PARAMETER_FAULTS } from './parameters.ts';
import { LAMBDA_FAULTS } from './lambdas.ts';
import { STACK_FAULTS } from './stack.ts';

/** Faults, each of which is reported by one check only. Every check reports at least one. */
export const FAULTS = [
  ...ACCOUNT_FAULTS,
  ...STACK_FAULTS,
  ...PARAMETER_FAULTS,
  ...GROUP_FAULTS,
  ...INSTANCE_FAULTS,
  ...ROLLOUT_FAULTS,
  ...LAUNCH_FAULTS,
  ...IMAGE_FAULTS,
  ...BOOT_FAULTS,
  ...CAPACITY_FAULTS,
  ...NETWORK_FAULTS,
  ...LAMBDA_FAULTS,
  ...ALARM_FAULTS,
];
