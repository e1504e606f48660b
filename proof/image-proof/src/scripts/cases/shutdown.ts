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
import { retriesForEnd, waits } from './retries.ts';

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

const ends = (name: string, shutdownCase: (platform: Platform) => ShutdownCase): readonly ScriptCase[] =>
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
      // The hook does without metadata: a job may have cut the instance off.
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

export const ENDED: readonly ScriptCase[] = [
  ...ends('idle shrinks the fleet', () => ({ reason: 'IDLE', calls: [SHRINKS] })),
  ...['JOB_FINISHED', 'REQUESTED', 'INTERRUPTED', 'UNABLE_TO_SYNC', 'UNKNOWN', 'SOMETHING_NEW'].flatMap(
    (reason) => ends(`${reason} asks for a successor`, () => ({ reason, calls: [REPLACES] })),
  ),
  ...ends('no reason asks for a successor', () => ({ calls: [REPLACES] })),
  ...ends('a finished job shrinks a shrinking fleet', () => ({
    reason: 'JOB_FINISHED',
    afterJob: 'shrink',
    calls: [SHRINKS],
  })),
  ...ends('an interruption asks for a successor in a shrinking fleet too', () => ({
    reason: 'INTERRUPTED',
    afterJob: 'shrink',
    calls: [REPLACES],
  })),
  // What Semaphore says of an agent that was interrupted while it ran its only job.
  ...ends('a job that was interrupted asks for a successor in a shrinking fleet', () => ({
    reason: 'JOB_FINISHED',
    calls: [REPLACES],
    rest: {
      files: {
        [`${AGENT}/instance.conf`]: { content: `${INSTANCE}shrink\n`, owner: 'root' },
        [`${AGENT}/interrupted`]: { content: '' },
      },
    },
  })),
  ...ends('an idle agent shrinks the fleet although it was interrupted', () => ({
    reason: 'IDLE',
    calls: [SHRINKS],
    rest: {
      files: {
        [`${AGENT}/instance.conf`]: { content: `${INSTANCE}shrink\n`, owner: 'root' },
        [`${AGENT}/interrupted`]: { content: '' },
      },
    },
  })),
  ...ends('at the minimum a successor comes', () => ({
    reason: 'IDLE',
    terminate: [AT_MINIMUM, 'TERMINATING'],
    calls: [SHRINKS, REPLACES],
  })),
  ...ends('a scaling activity passes', () => ({
    reason: 'IDLE',
    terminate: [refused('ScalingActivityInProgress'), 'TERMINATING'],
    calls: [SHRINKS, SHRINKS],
    sleptSeconds: waits(1),
  })),
  ...ends('throttling passes', () => ({
    reason: 'JOB_FINISHED',
    terminate: [THROTTLED, THROTTLED, 'TERMINATING'],
    calls: [REPLACES, REPLACES, REPLACES],
    sleptSeconds: waits(2),
  })),
  ...ends('AWS out of reach powers off', (platform) => ({
    reason: 'JOB_FINISHED',
    terminate: [UNREACHABLE],
    calls: [POWERS_OFF[platform]],
    ...retriesForEnd(REPLACES),
  })),
  ...ends('denied powers off', (platform) => ({
    reason: 'IDLE',
    terminate: [DENIED],
    calls: [SHRINKS, REPLACES, POWERS_OFF[platform]],
  })),
  ...ends('an instance outside its group powers off', (platform) => ({
    reason: 'IDLE',
    terminate: [NOT_IN_GROUP],
    calls: [SHRINKS, REPLACES, POWERS_OFF[platform]],
  })),
  ...ends("a job's credentials are not used, and its file is removed", (platform) => ({
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
  ...ends('an instance that no longer knows itself powers off', (platform) => ({
    reason: 'IDLE',
    calls: [POWERS_OFF[platform]],
    rest: { files: {} },
  })),
  ...ends('an invalid identity is not used', (platform) => ({
    reason: 'IDLE',
    calls: [POWERS_OFF[platform]],
    rest: {
      files: { [`${AGENT}/instance.conf`]: { content: 'INSTANCE_ID=\nREGION=$(id)\nAFTER_JOB=replace\n' } },
    },
  })),
];
