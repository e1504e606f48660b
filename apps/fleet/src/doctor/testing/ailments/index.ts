import { ACCOUNT_AILMENTS } from './account.ts';
import { GROUP_AILMENTS } from './group.ts';
import { LAUNCH_AILMENTS } from './launch.ts';
import { MAC_AILMENTS } from './mac.ts';
import { NETWORK_AILMENTS } from './network.ts';
import { PARAMETER_AILMENTS } from './parameters.ts';
import { SCALER_AILMENTS } from './scaler.ts';
import { STACK_AILMENTS } from './stack.ts';

export const AILMENTS = [
  ...ACCOUNT_AILMENTS,
  ...STACK_AILMENTS,
  ...PARAMETER_AILMENTS,
  ...GROUP_AILMENTS,
  ...LAUNCH_AILMENTS,
  ...MAC_AILMENTS,
  ...NETWORK_AILMENTS,
  ...SCALER_AILMENTS,
];
