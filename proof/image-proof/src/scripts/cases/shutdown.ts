import type { Answer, Expectation, Platform, ScriptCase, ScriptFile } from '../script-case.ts';
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
import { AT_MINIMUM } from './idle-restart.ts';
import { retriesForShutdown, waits } from './retries.ts';

const INSTANCE_FILE = `${AGENT}/instance.conf`;
const REASON_FILE = `${AGENT}/shutdown-reason`;
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

/**
 * The end of an instance after its agent has exited. On Linux, systemd runs end-instance.sh as root, and this script reads
 * the reason that the hook has left. On macOS, the hook itself ends the instance.
 */
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
      ...(platform === 'linux'
        ? { script: 'end-instance.sh' }
        : {
            script: 'hooks/shutdown',
            user: 'semaphore' as const,
            environment: { ...(reason !== undefined && { SEMAPHORE_AGENT_SHUTDOWN_REASON: reason }) },
          }),
      arguments: [],
      aws: answers({ 'terminate-instance-in-auto-scaling-group': terminate }) ?? {},
      // Must work without the metadata service, because a job may have made it unreachable.
      metadata: { reachable: 'never' },
      expect: { exit: 0, calls, sleptSeconds, ...(retried !== undefined && { retried }) },
      ...rest,
      files: {
        [REASON_FILE]: { content: reason === undefined ? '' : `${reason}\n`, mode: '600' },
        ...(rest?.files ?? { [INSTANCE_FILE]: { content: `${INSTANCE}${afterJob}\n`, owner: 'root' } }),
      },
    };
  });

/** A run of end-instance.sh with this file in place of the one in which the hook leaves the reason. */
const endsUnknown = (name: string, reason: ScriptFile): ScriptCase => ({
  name: `end of an instance: asks for a replacement if ${name} (linux)`,
  platform: 'linux',
  script: 'end-instance.sh',
  arguments: [],
  aws: answers() ?? {},
  files: { [REASON_FILE]: reason, [INSTANCE_FILE]: { content: `${INSTANCE}shrink\n`, owner: 'root' } },
  expect: { exit: 0, calls: [REPLACES], output: [/the agent exits: UNKNOWN/] },
});

const NOT_IN_GROUP = refused(
  'ValidationError',
  'Instance Id not found - No managed instance found for instance ID',
);

/** The files that a job may have left in a home. */
const CREDENTIALS = (home: string): NonNullable<ScriptCase['files']> => ({
  [`${home}/.aws/credentials`]: { content: '[default]\naws_access_key_id=AKIDJOB\n' },
  [`${home}/.aws/config`]: { content: '[default]\nregion=us-east-1\n' },
});

export const SHUTDOWN_CASES: readonly ScriptCase[] = [
  ...shutdown('shrinks the fleet when an idle agent exits', () => ({ reason: 'IDLE', calls: [SHRINKS] })),
  ...['JOB_FINISHED', 'REQUESTED', 'INTERRUPTED', 'UNABLE_TO_SYNC', 'UNKNOWN', 'SOMETHING_NEW'].flatMap(
    (reason) => shutdown(`asks for a replacement after ${reason}`, () => ({ reason, calls: [REPLACES] })),
  ),
  ...shutdown('asks for a replacement if the agent gives no reason', () => ({ calls: [REPLACES] })),
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
        [INSTANCE_FILE]: { content: `${INSTANCE}shrink\n`, owner: 'root' },
        [`${AGENT}/interrupted`]: { content: '' },
      },
    },
  })),
  ...shutdown('shrinks the fleet when an idle agent exits after an interruption', () => ({
    reason: 'IDLE',
    calls: [SHRINKS],
    rest: {
      files: {
        [INSTANCE_FILE]: { content: `${INSTANCE}shrink\n`, owner: 'root' },
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
  ...shutdown("ignores a job's credentials", (platform) => ({
    calls: [REPLACES],
    rest: {
      environment: {
        AWS_ACCESS_KEY_ID: 'AKIDJOB',
        AWS_SECRET_ACCESS_KEY: 'job',
        AWS_SESSION_TOKEN: 'job',
        AWS_PROFILE: 'job',
        AWS_ROLE_ARN: 'job',
        AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:7190/credentials',
        AWS_EC2_METADATA_DISABLED: 'true',
      },
      files: {
        [INSTANCE_FILE]: { content: `${INSTANCE}replace\n`, owner: 'root' },
        ...CREDENTIALS(HOMES[platform]),
      },
    },
  })),
  {
    name: 'end of an instance: runs no alias or model that a job has left for the AWS CLI (linux)',
    platform: 'linux',
    script: 'end-instance.sh',
    arguments: [],
    aws: answers({ 'terminate-instance-in-auto-scaling-group': ['TERMINATING'] }) ?? {},
    files: {
      [REASON_FILE]: { content: 'JOB_FINISHED\n' },
      [INSTANCE_FILE]: { content: `${INSTANCE}replace\n`, owner: 'root' },
      [`${HOMES.linux}/.aws/cli/alias`]: { content: '[toplevel]\nautoscaling = !touch /root/owned\n' },
      [`${HOMES.linux}/.aws/models/autoscaling/2011-01-01/service-2.json`]: { content: '{}' },
    },
    expect: { exit: 0, calls: [REPLACES] },
  },
  ...onBoth((platform) => ({
    name: "shutdown: removes a job's credentials file, and keeps the job's configuration of the AWS CLI",
    script: 'hooks/shutdown',
    arguments: [],
    user: 'semaphore',
    aws: answers() ?? {},
    files: {
      [REASON_FILE]: { content: '', mode: '600' },
      [INSTANCE_FILE]: { content: `${INSTANCE}replace\n`, owner: 'root' },
      ...CREDENTIALS(HOMES[platform]),
    },
    expect: {
      exit: 0,
      calls: platform === 'linux' ? [] : [REPLACES],
      absent: [`${HOMES[platform]}/.aws/credentials`],
      files: { [`${HOMES[platform]}/.aws/config`]: { text: /us-east-1/ } },
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
      files: { [INSTANCE_FILE]: { content: 'INSTANCE_ID=\nREGION=$(id)\nAFTER_JOB=replace\n' } },
    },
  })),
  {
    name: 'shutdown hook: writes the reason to the file that end-instance.sh reads (linux)',
    platform: 'linux',
    script: 'hooks/shutdown',
    arguments: [],
    user: 'semaphore',
    environment: { SEMAPHORE_AGENT_SHUTDOWN_REASON: 'JOB_FINISHED' },
    files: { [REASON_FILE]: { content: '', mode: '600' } },
    expect: { exit: 0, calls: [], files: { [REASON_FILE]: { text: 'JOB_FINISHED\n' } } },
  },
  endsUnknown('the hook was killed before it left a reason', { content: '' }),
  endsUnknown('a job has replaced the hook by one that only exits', { content: '' }),
  endsUnknown('a job has left a command as the reason', { content: 'IDLE; $(touch /root/owned)\n' }),
  endsUnknown('a job has left binary data as the reason', { content: '', copyOf: '/bin/true' }),
  {
    name: 'end of an instance: powers off if systemd stops end-instance.sh (linux)',
    platform: 'linux',
    script: 'end-instance.sh',
    arguments: [],
    aws: answers({ 'terminate-instance-in-auto-scaling-group': [THROTTLED] }) ?? {},
    files: {
      [REASON_FILE]: { content: 'JOB_FINISHED\n' },
      [INSTANCE_FILE]: { content: `${INSTANCE}replace\n`, owner: 'root' },
      '/.case/meanwhile': { content: '#!/bin/sh\npkill -TERM -f end-instance.sh\n', mode: '755' },
    },
    expect: {
      exit: 0,
      calls: [REPLACES, POWERS_OFF.linux],
      sleptSeconds: waits(1),
      output: [/stopped; powering off/],
    },
  },
];
