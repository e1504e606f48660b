export {
  InvalidAgentDocumentError,
  JOB_ISOLATIONS,
  readAgentDocument,
  writeAgentDocument,
} from './agent-document.ts';
export type { AgentDocument, JobIsolation } from './agent-document.ts';
export { alarmName, ALARMS } from './alarms.ts';
export type { Alarm } from './alarms.ts';
export { APPLICATION_TAG } from './application-tag.ts';
export { ARCHITECTURES, architectureOf } from './architecture.ts';
export type { Arch } from './architecture.ts';
export { BOOT_STEPS, readBootLine, writeBootLine } from './boot-line.ts';
export type { BootLine, BootLogLine, BootStep, FirstJobLine } from './boot-line.ts';
export { readDecisionLine } from './decision-line.ts';
export type { DecisionLine, LoggedDecision } from './decision-line.ts';
export type { JobStartedLine } from './job-started-line.ts';
export { IMAGE_CONTRACT, IMAGE_CONTRACT_TAG, REPORTS_LAUNCH } from './image-contract.ts';
export { FAMILIES, IMAGE_FAMILIES, ROOT_DEVICE } from './image-families.ts';
export type { ImageFamily } from './image-families.ts';
export { IMAGE_NAME_PREFIX, IMAGE_TITLE, readImageName, writeImageName } from './image-name.ts';
export {
  AGENT_LOG_GROUP,
  BOOT_LOG_GROUP,
  INSTANCE_LOG_GROUPS,
  INSTANCE_LOG_PREFIX,
  INSTANCE_LOG_RETENTION_DAYS,
  instanceOfLogStream,
} from './instance-logs.ts';
export { LAMBDA_NAMES, LAMBDAS } from './lambdas.ts';
export type { LambdaName } from './lambdas.ts';
export { LAUNCH_BRAKE_TAG, LAUNCH_PROCESS, launchBrakeValue, readLaunchBrake } from './launch-brake.ts';
export type { LaunchBrake } from './launch-brake.ts';
export {
  GROUP_IDS,
  JOB_ROLE_ID,
  LOGICAL_IDS,
  ON_DEMAND_GROUP_ID,
  scheduleId,
  SUSPENDER_FUNCTION_ID,
  SUSPENSION_TYPE,
} from './logical-ids.ts';
export type { GroupId, LogicalId, SuspensionProperties } from './logical-ids.ts';
export { instanceRolePattern } from './role-name-pattern.ts';
export {
  IN_SERVICE_METRIC,
  METRICS,
  METRICS_NAMESPACE,
  metricDimensions,
  STACK_DIMENSION,
} from './metrics.ts';
export type { MetricDimensions, MetricName, MetricState } from './metrics.ts';
export {
  builtOs,
  DEFAULT_OS,
  familyProperties,
  familyOf,
  isWindows,
  NEWEST_UBUNTU,
  OPERATING_SYSTEMS,
  osTitle,
  systemsOf,
  ubuntu,
  UBUNTU_RELEASES,
  ubuntuReleaseOf,
} from './operating-systems.ts';
export type { Os, UbuntuRelease } from './operating-systems.ts';
export { PROGRAM_NAMES } from './program-names.ts';
export {
  GROUP_NAME_VARIABLE,
  InvalidEnvironmentError,
  LOG_LEVEL_VARIABLE,
  LOG_LEVELS,
  MAX_JOB_WAIT_VARIABLE,
  ON_DEMAND_FALLBACK_VARIABLE,
  readScalerEnvironment,
  writeScalerEnvironment,
} from './scaler-environment.ts';
export type { LogLevel, ScalerEnvironment } from './scaler-environment.ts';
export {
  configParameterName,
  dashboardName,
  groupNamePrefix,
  hostKeysParameterName,
  onDemandGroupName,
  lambdaLogGroupName,
  logStreamPrefix,
  ownParameterNames,
  policyName,
  STACK_DESCRIPTION,
  savedQueryName,
  jobsParameterName,
  leaseParameterName,
  LAUNCH_HOOK_NAME,
  rolloutParameterName,
} from './stack-names.ts';
export { constructIdOf, DEFAULT_CONSTRUCT_ID } from './construct-id.ts';
export { decodeJobSights, encodeJobSights } from './job-sights.ts';
export type { JobSight, SavedSights } from './job-sights.ts';
export { jobWaitsLine, readJobWaitsLine } from './job-waits-line.ts';
export type { JobWaitsLine, LeftJob } from './job-waits-line.ts';
export { LEASE_VALUE, leaseNotesIn, leaseValue, NO_JOBS_VALUE } from './lease.ts';
export type { LeaseNotes, QuotaNote, ShortageNote } from './lease.ts';
export { HOST_KEYS_PARAMETER_VARIABLE } from './updater-environment.ts';
export {
  readInstanceRollout,
  readStartParameters,
  readUserData,
  writeUserData,
  type InstanceRollout,
} from './user-data.ts';
export {
  isOutdated,
  isRetired,
  readRollout,
  rollingShare,
  rolloutBucket,
  writeRollout,
  type Rollout,
} from './rollout.ts';
