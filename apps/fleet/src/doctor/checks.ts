import type { Check } from './check.ts';
import { agentConfig } from './checks/agent-config.ts';
import { agentConfigCurrent } from './checks/agent-config-current.ts';
import { alarmsPresent } from './checks/alarms-present.ts';
import { alarmsQuiet } from './checks/alarms-quiet.ts';
import { alarmsTold } from './checks/alarms-told.ts';
import { azRebalance } from './checks/az-rebalance.ts';
import { bootstrapVersion } from './checks/bootstrap-version.ts';
import { credentials } from './checks/credentials.ts';
import { executionPolicy } from './checks/execution-policy.ts';
import { groupLimits } from './checks/group-limits.ts';
import { groupRoom } from './checks/group-room.ts';
import { hostKeys } from './checks/host-keys.ts';
import { imageArchitecture } from './checks/image-architecture.ts';
import { imageAvailable } from './checks/image-available.ts';
import { imageCurrent } from './checks/image-current.ts';
import { instanceProfile } from './checks/instance-profile.ts';
import { instanceTypeOffered } from './checks/instance-type-offered.ts';
import { instancesHealthy } from './checks/instances-healthy.ts';
import { instancesRegistered } from './checks/instances-registered.ts';
import { jobsWaiting } from './checks/jobs-waiting.ts';
import { keyPair } from './checks/key-pair.ts';
import { launchTemplate } from './checks/launch-template.ts';
import { macHosts } from './checks/mac-hosts.ts';
import { metadataTokens } from './checks/metadata-tokens.ts';
import { quotaMacHosts } from './checks/quota-mac-hosts.ts';
import { quotaOnDemand } from './checks/quota-on-demand.ts';
import { quotaSpot } from './checks/quota-spot.ts';
import { region } from './checks/region.ts';
import { rootVolume } from './checks/root-volume.ts';
import { scalerAlive } from './checks/scaler-alive.ts';
import { scalerErrors } from './checks/scaler-errors.ts';
import { scalerFunction } from './checks/scaler-function.ts';
import { scalerNetwork } from './checks/scaler-network.ts';
import { scalerPolls } from './checks/scaler-polls.ts';
import { scalerSchedule } from './checks/scaler-schedule.ts';
import { scalerSettings } from './checks/scaler-settings.ts';
import { scalerThrottles } from './checks/scaler-throttles.ts';
import { scalingActivities } from './checks/scaling-activities.ts';
import { scheduledActions } from './checks/scheduled-actions.ts';
import { securityGroup } from './checks/security-group.ts';
import { sshIngress } from './checks/ssh-ingress.ts';
import { stackDrift } from './checks/stack-drift.ts';
import { stackState } from './checks/stack-state.ts';
import { subnetEgress } from './checks/subnet-egress.ts';
import { subnetRoom } from './checks/subnet-room.ts';
import { suspendedProcesses } from './checks/suspended-processes.ts';
import { tokenAccepted } from './checks/token-accepted.ts';
import { tokenForm } from './checks/token-form.ts';
import { tokenReadable } from './checks/token-readable.ts';
import { updaterFunction } from './checks/updater-function.ts';

/** Every check, from the ground up: what an earlier one finds is often why a later one fails. */
export const CHECKS: readonly Check[] = [
  credentials,
  region,
  bootstrapVersion,
  executionPolicy,
  stackState,
  stackDrift,
  agentConfig,
  agentConfigCurrent,
  hostKeys,
  tokenReadable,
  tokenForm,
  tokenAccepted,
  groupLimits,
  groupRoom,
  suspendedProcesses,
  azRebalance,
  scalingActivities,
  instancesHealthy,
  instancesRegistered,
  scheduledActions,
  launchTemplate,
  metadataTokens,
  imageAvailable,
  imageCurrent,
  imageArchitecture,
  rootVolume,
  keyPair,
  instanceProfile,
  instanceTypeOffered,
  quotaOnDemand,
  quotaSpot,
  quotaMacHosts,
  macHosts,
  securityGroup,
  sshIngress,
  subnetRoom,
  subnetEgress,
  scalerFunction,
  scalerSettings,
  scalerNetwork,
  scalerSchedule,
  scalerAlive,
  scalerPolls,
  scalerErrors,
  scalerThrottles,
  jobsWaiting,
  updaterFunction,
  alarmsPresent,
  alarmsQuiet,
  alarmsTold,
];
