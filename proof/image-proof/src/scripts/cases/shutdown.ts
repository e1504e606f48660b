import type { Answer, Expectation, Platform, ScriptCase } from '../script-case.ts';
import { AGENT, HOMES } from '../script-files.ts';
import {
  answers,
  DENIED,
  onBoth,
  POWERS_OFF,
  refused,
  REPLACES,
  SHRINKS,
  THROTTLED,
  UNREACHABLE,
} from './fleet.ts';
import { retriesForShutdown, waits } from './retries.ts';

const INSTANCE = 'INSTANCE_ID=i-0123456789abcdef0\nREGION=eu-west-1\nAFTER_JOB=';

interface ShutdownCase {
  readonly reason?: string;
  readonly afterJob?: string;
  readonly terminate?: readonly Answer[];
  readonly calls: readonly string[];
  readonly sleptSeconds?: Expectation['sleptSeconds'];
  readonly retried?: Expectation['retried'];
  readonly rest?: Partial<ScriptCase>;
}

const shutdown = (name: string, shutdownCase: (platform: Platform) => ShutdownCase): readonly ScriptCase[] =>
  onBoth((platform) => {
    const {
      reason,
      afterJob = 'replace',
      terminate = ['TERMINATING'],
      calls,
      sleptSeconds = 0,
      retried,
      rest,
    } = shutdownCase(platform);
    return {
      name: `shutdown: ${name}`,
      script: 'hooks/shutdown',
      arguments: [],
      user: 'semaphore',
      aws: answers({ 'terminate-instance-in-auto-scaling-group': terminate }) ?? {},
      // The hook must work without metadata, because a job may have broken the access.
      metadata: { reachable: 'never' },
      environment: reason === undefined ? {} : { SEMAPHORE_AGENT_SHUTDOWN_REASON: reason },
      files: { [`${AGENT}/instance.conf`]: { content: `${INSTANCE}${afterJob}\n`, owner: 'root' } },
      expect: { exit: 0, calls, sleptSeconds, ...(retried !== undefined && { retried }) },
      ...rest,
    };
  });

const AT_MINIMUM = refused(
  'ValidationError',
  "Currently, desiredSize equals minSize (1). Terminating instance without replacement will violate group's min size constraint.",
);
const NOT_IN_GROUP = refused(
  'ValidationError',
  'Instance Id not found - No managed instance found for instance ID',
);

export const SHUTDOWN_CASES: readonly ScriptCase[] = [
  ...shutdown('shrinks the fleet when an idle agent exits', () => ({ reason: 'IDLE', calls: [SHRINKS] })),
  ...['JOB_FINISHED', 'REQUESTED', 'INTERRUPTED', 'UNABLE_TO_SYNC', 'UNKNOWN', 'SOMETHING_NEW'].flatMap(
    (reason) => shutdown(`asks for a replacement after ${reason}`, () => ({ reason, calls: [REPLACES] })),
  ),
  ...shutdown('asks for a replacement if there is no reason', () => ({ calls: [REPLACES] })),
  ...shutdown('shrinks a fleet with afterJob shrink after a job', () => ({
    reason: 'JOB_FINISHED',
    afterJob: 'shrink',
    calls: [SHRINKS],
  })),
  ...shutdown('asks for a replacement after an interruption, even with afterJob shrink', () => ({
    reason: 'INTERRUPTED',
    afterJob: 'shrink',
    calls: [REPLACES],
  })),
  // JOB_FINISHED is also Semaphore's reason if an agent was interrupted while it ran its only job.
  ...shutdown('asks for a replacement after an interrupted job, even with afterJob shrink', () => ({
    reason: 'JOB_FINISHED',
    calls: [REPLACES],
    rest: {
      files: {
        [`${AGENT}/instance.conf`]: { content: `${INSTANCE}shrink\n`, owner: 'root' },
        [`${AGENT}/interrupted`]: { content: '' },
      },
    },
  })),
  ...shutdown('shrinks the fleet when an idle agent exits after an interruption', () => ({
    reason: 'IDLE',
    calls: [SHRINKS],
    rest: {
      files: {
        [`${AGENT}/instance.conf`]: { content: `${INSTANCE}shrink\n`, owner: 'root' },
        [`${AGENT}/interrupted`]: { content: '' },
      },
    },
  })),
  ...shutdown('asks for a replacement if the group is at its minimum size', () => ({
    reason: 'IDLE',
    terminate: [AT_MINIMUM, 'TERMINATING'],
    calls: [SHRINKS, REPLACES],
  })),
  ...shutdown('retries during a scaling activity', () => ({
    reason: 'IDLE',
    terminate: [refused('ScalingActivityInProgress'), 'TERMINATING'],
    calls: [SHRINKS, SHRINKS],
    sleptSeconds: waits(1),
  })),
  ...shutdown('retries when throttled', () => ({
    reason: 'JOB_FINISHED',
    terminate: [THROTTLED, THROTTLED, 'TERMINATING'],
    calls: [REPLACES, REPLACES, REPLACES],
    sleptSeconds: waits(2),
  })),
  ...shutdown('powers off if AWS is unreachable', (platform) => ({
    reason: 'JOB_FINISHED',
    terminate: [UNREACHABLE],
    calls: [POWERS_OFF[platform]],
    ...retriesForShutdown(REPLACES),
  })),
  ...shutdown('powers off if access is denied', (platform) => ({
    reason: 'IDLE',
    terminate: [DENIED],
    calls: [SHRINKS, REPLACES, POWERS_OFF[platform]],
  })),
  ...shutdown('powers off an instance that is not in a group', (platform) => ({
    reason: 'IDLE',
    terminate: [NOT_IN_GROUP],
    calls: [SHRINKS, REPLACES, POWERS_OFF[platform]],
  })),
  ...shutdown("ignores a job's credentials, and removes its credentials file", (platform) => ({
    calls: [REPLACES],
    rest: {
      environment: {
        AWS_ACCESS_KEY_ID: 'AKIDJOB',
        AWS_SECRET_ACCESS_KEY: 'job',
        AWS_SESSION_TOKEN: 'job',
        AWS_PROFILE: 'job',
        AWS_ROLE_ARN: 'job',
      },
      files: {
        [`${AGENT}/instance.conf`]: { content: `${INSTANCE}replace\n`, owner: 'root' },
        [`${HOMES[platform]}/.aws/credentials`]: { content: '[default]\naws_access_key_id=AKIDJOB\n' },
        [`${HOMES[platform]}/.aws/config`]: { content: '[default]\nregion=us-east-1\n' },
      },
      expect: {
        exit: 0,
        calls: [REPLACES],
        absent: [`${HOMES[platform]}/.aws/credentials`],
        files: { [`${HOMES[platform]}/.aws/config`]: { text: /us-east-1/ } },
      },
    },
  })),
  ...shutdown('powers off if instance.conf is missing', (platform) => ({
    reason: 'IDLE',
    calls: [POWERS_OFF[platform]],
    rest: { files: {} },
  })),
  ...shutdown('powers off if instance.conf is invalid', (platform) => ({
    reason: 'IDLE',
    calls: [POWERS_OFF[platform]],
    rest: {
      files: { [`${AGENT}/instance.conf`]: { content: 'INSTANCE_ID=\nREGION=$(id)\nAFTER_JOB=replace\n' } },
    },
  })),
];
