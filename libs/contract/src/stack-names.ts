import type { LambdaName } from './lambdas.ts';
import { LOGICAL_IDS } from './logical-ids.ts';

/** The description of every fleet's stack. */
export const STACK_DESCRIPTION = 'Semaphore agent autoscaling stack';

/** The parameter that an instance's start script reads. Its content is an AgentDocument. */
export const configParameterName = (stackName: string): string => `${stackName}-config`;
/** The parameter with GitHub's SSH host keys. */
export const hostKeysParameterName = (stackName: string): string => `${stackName}-ssh-public-keys`;
/**
 * The parameter that is the scaler's lease: its version shows which invocation polls. The name ends in `turn`, because deployed fleets already have a
 * parameter of that name.
 */
export const leaseParameterName = (stackName: string): string => `${stackName}-scaler-turn`;

/** The parameter in which an invocation of the scaler saves when each queued job was first seen. */
export const jobsParameterName = (stackName: string): string => `${stackName}-scaler-jobs`;

/** The parameter that says which revision of the launch template instances must have. Its content is a Rollout. */
export const rolloutParameterName = (stackName: string): string => `${stackName}-rollout`;

/** Every SSM parameter that a fleet's stack creates. */
export const ownParameterNames = (stackName: string): readonly string[] =>
  [
    configParameterName,
    hostKeysParameterName,
    leaseParameterName,
    jobsParameterName,
    rolloutParameterName,
  ].map((nameOf) => nameOf(stackName));

/** The lifecycle hook with which an instance reports that its agent is ready for jobs. */
export const LAUNCH_HOOK_NAME = 'agent-up';

/** The log group of a Lambda. It is not under /semaphore/, where the fleet's instances are allowed to write. */
export const lambdaLogGroupName = (stackName: string, lambda: LambdaName): string =>
  `/aws/lambda/${stackName}/${lambda}`;

/** What the names of the instances' log streams start with, if the fleet has streams of its own. A stack name contains no slash. */
export const logStreamPrefix = (stackName: string): string => `${stackName}/`;

/** CloudFormation generates the main group's name from this prefix and a random suffix. Policies name the group by the prefix. */
export const groupNamePrefix = (stackName: string, logicalIdPrefix = ''): string =>
  `${stackName}-${logicalIdPrefix}${LOGICAL_IDS.group}-`;

/**
 * The name of the group of on-demand instances that stand in for spot instances. It starts like the generated name, so that policies that name the main
 * group by its prefix cover this group too.
 */
export const onDemandGroupName = (groupPrefix: string): string => `${groupPrefix}onDemand`;

export const dashboardName = (stackName: string): string => `${stackName}-semaphore-agents`;

/** The saved query of CloudWatch Logs Insights. */
export const savedQueryName = (stackName: string): string => `${stackName}/scaler-decisions`;

/** Names of the roles' inline policies: the JavaScript stack's, except for those of launches, jobs and the suspender, which are new. */
export const policyName = {
  instance: (stackName: string): string => `${stackName}-instance-profile-policy`,
  launch: (stackName: string): string => `${stackName}-launch-policy`,
  job: (stackName: string): string => `${stackName}-job-policy`,
  scaler: (stackName: string): string => `${stackName}-scaler-lambda-policy`,
  suspender: (stackName: string): string => `${stackName}-rebalance-suspender-policy`,
  updater: (): string => 'sshKeysUpdater-policy',
} as const;
