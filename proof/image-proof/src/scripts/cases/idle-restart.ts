import { NEWEST_UBUNTU, writeRollout, writeUserData } from '@agent-aws-stack/contract';
import type { ScriptCase, ScriptFile } from '../script-case.ts';
import { AGENT } from '../script-files.ts';
import { UPTIME_SECONDS } from '../stand-ins.ts';
import { answers, GROUP, refused, reports, REPLACES, SHRINKS } from './fleet.ts';

/** AWS's answer in a group whose desired capacity cannot go down. */
export const AT_MINIMUM = refused(
  'ValidationError',
  "Currently, desiredSize equals minSize (1). Terminating instance without replacement will violate group's min size constraint.",
);
const RESTARTS = 'systemctl restart --no-block semaphore-agent.service';
const CONFIG = `${AGENT}/config.yaml`;
const LOG = `${AGENT}/agent.log`;
const MARK = `${AGENT}/interrupted`;
const REASON = `${AGENT}/shutdown-reason`;
const INSTANCE = `${AGENT}/instance.conf`;
const instanceConf = (restartUntil: string): ScriptFile => ({
  content: `INSTANCE_ID=i-0123456789abcdef0\nREGION=eu-west-1\nAFTER_JOB=replace\n${restartUntil}`,
  owner: 'root',
});
const USER_DATA = writeUserData(NEWEST_UBUNTU, 'ci-config', {
  rollout: { parameterName: 'ci-rollout', revision: 'ami-1' },
});
const IDENTITY = 'dynamic/instance-identity/document';
const launched = (pendingTime: string) => JSON.stringify({ pendingTime });
const READS_ROLLOUT = 'get-parameter in eu-west-1 ci-rollout';
/** Its share is so small that the retirement watch does not ask this instance to leave yet. */
const ROLLOUT = { spreadMinutes: 600, sharePercent: 1, startedAt: undefined, pausedAt: undefined };
const line = (text: string) => `0 May  1 12:00:00.000 agent : ${text}\n`;
const STARTED = line('Registering Agent') + line('Starting to poll for jobs');
const IDLED =
  line('SYNC response (action: continue)') + line('SYNC response (action: shutdown, reason: idle)');
const OLD_NAME = 'name: "i-0123456789abcdef0__00000000000000aa"\n';
const OTHER_KEYS = 'endpoint: "acme.semaphoreci.com"\ntoken: "t0ken & name: \\"x\\""\n';

const FILES: Readonly<Record<string, ScriptFile>> = {
  [REASON]: { content: 'IDLE\n', mode: '600' },
  [INSTANCE]: instanceConf(`RESTART_UNTIL=${UPTIME_SECONDS + 1}\n`),
  [LOG]: { content: STARTED + IDLED },
  [CONFIG]: { content: OLD_NAME + OTHER_KEYS, mode: '600' },
};

/** Stands for the content of a file that a case must not have. */
const ABSENT = 'absent';

const ends = (
  name: string,
  calls: readonly string[],
  { files = {}, ...rest }: Partial<ScriptCase> = {},
): ScriptCase => ({
  name: `idle restart: ${name} (linux)`,
  platform: 'linux',
  script: 'end-instance.sh',
  arguments: [],
  aws: answers({ 'terminate-instance-in-auto-scaling-group': [AT_MINIMUM, 'TERMINATING'] }) ?? {},
  documents: { 'user-data': [writeUserData(NEWEST_UBUNTU, 'ci-config')] },
  secrets: ['t0ken'],
  ...rest,
  files: Object.fromEntries(
    Object.entries({ ...FILES, ...files }).filter(([, { content }]) => content !== ABSENT),
  ),
  expect: { exit: 0, calls, ...rest.expect },
});

/** An instance that is replaced, although its agent idled and the group is at its minimum. */
const isReplaced = (name: string, files: ScriptCase['files']): ScriptCase =>
  ends(`replaces an instance ${name}`, [SHRINKS, REPLACES], {
    files: files ?? {},
    expect: { exit: 0, calls: [SHRINKS, REPLACES], output: [/the instance is being terminated/] },
  });

const LAUNCHED: Readonly<Record<string, ScriptFile>> = {
  [INSTANCE]: instanceConf(`LAUNCH_GROUP=${GROUP}\nRESTART_UNTIL=${UPTIME_SECONDS + 600}\n`),
};

export const IDLE_RESTART_CASES: readonly ScriptCase[] = [
  ends('starts the agent again under a new name if the group is at its minimum', [SHRINKS, RESTARTS], {
    expect: {
      exit: 0,
      calls: [SHRINKS, RESTARTS],
      output: [/the group is at its minimum; the agent starts again/],
      files: {
        [CONFIG]: {
          mode: '600',
          owner: 'semaphore',
          text: new RegExp(
            `^name: "i-0123456789abcdef0__(?!00000000000000aa)[0-9a-f]{16}"\\n${OTHER_KEYS.replaceAll('\\', '\\\\')}$`,
          ),
        },
      },
      absent: [`${CONFIG}.new`],
    },
  }),
  ends('shrinks a group that is above its minimum', [SHRINKS], {
    aws: answers({ 'terminate-instance-in-auto-scaling-group': ['TERMINATING'] }) ?? {},
  }),
  ends(
    'replaces an instance if AWS refuses to shrink the group for a reason other than its minimum',
    [SHRINKS, REPLACES],
    {
      aws:
        answers({
          'terminate-instance-in-auto-scaling-group': [
            refused('ValidationError', 'Instance Id not found - No managed instance found for instance ID'),
            'TERMINATING',
          ],
        }) ?? {},
    },
  ),
  ...['JOB_FINISHED', 'REQUESTED', 'INTERRUPTED', 'UNKNOWN'].map((reason) =>
    ends(`replaces an instance whose agent ended with ${reason}`, [REPLACES], {
      files: { [REASON]: { content: `${reason}\n`, mode: '600' } },
      aws: answers({ 'terminate-instance-in-auto-scaling-group': ['TERMINATING'] }) ?? {},
    }),
  ),
  ends('reports the launch before it starts the agent again', [reports('CONTINUE'), SHRINKS, RESTARTS], {
    files: LAUNCHED,
  }),
  ends('does not report the launch twice', [SHRINKS, RESTARTS], {
    files: {
      ...LAUNCHED,
      [`${AGENT}/launch-reported`]: { content: 'i-0123456789abcdef0\n', owner: 'root' },
    },
  }),
  ends('replaces an instance that could not report its launch', [SHRINKS, REPLACES], {
    files: LAUNCHED,
    aws:
      answers({
        'complete-lifecycle-action': [refused('AccessDenied', 'not authorized')],
        'terminate-instance-in-auto-scaling-group': [AT_MINIMUM, 'TERMINATING'],
      }) ?? {},
    expect: {
      exit: 0,
      calls: [SHRINKS, REPLACES],
      retried: { call: reports('CONTINUE'), atLeast: 6 },
      sleptSeconds: { atLeast: 60, below: 80 },
    },
  }),
  isReplaced('that an older start script has configured', { [INSTANCE]: instanceConf('') }),
  isReplaced('an hour after its start', { [INSTANCE]: instanceConf(`RESTART_UNTIL=${UPTIME_SECONDS}\n`) }),
  isReplaced('whose RESTART_UNTIL is not a number', { [INSTANCE]: instanceConf('RESTART_UNTIL=a[$(id)]\n') }),
  isReplaced('that retires', { [MARK]: { content: '', owner: 'root' } }),
  isReplaced('that has had a job', {
    [LOG]: { content: `${STARTED}${line('SYNC response (action: run-job, job: 7)')}${IDLED}` },
  }),
  isReplaced('that has had a job before its agent was started again', {
    [LOG]: { content: `${STARTED}${line('SYNC response (action: run-job, job: 7)')}${STARTED}${IDLED}` },
  }),
  isReplaced('whose log does not go back to the start', { [LOG]: { content: IDLED } }),
  isReplaced('without a log', { [LOG]: { content: ABSENT } }),
  isReplaced("whose agent's configuration has no name", { [CONFIG]: { content: OTHER_KEYS, mode: '600' } }),
  isReplaced("whose agent's configuration has two names", {
    [CONFIG]: { content: OLD_NAME + OLD_NAME + OTHER_KEYS, mode: '600' },
  }),
  isReplaced('without a configuration of the agent', { [CONFIG]: { content: ABSENT } }),
  ...(
    [
      ['replaces an instance of an older revision', 'ami-2', REPLACES],
      ['starts the agent of an instance with the current revision', 'ami-1', RESTARTS],
    ] as const
  ).map(([name, revision, end]) =>
    ends(name, [SHRINKS, READS_ROLLOUT, end], {
      aws:
        answers({
          'terminate-instance-in-auto-scaling-group': [AT_MINIMUM, 'TERMINATING'],
          'get-parameter:ci-rollout': [
            `2026-05-01T11:58:47+00:00\t${writeRollout({ ...ROLLOUT, revision })}`,
          ],
        }) ?? {},
      documents: { 'user-data': [USER_DATA], [IDENTITY]: [launched('2026-05-01T11:00:00Z')] },
    }),
  ),
  ends(
    'starts the agent of an instance whose group still launches its revision',
    [SHRINKS, READS_ROLLOUT, RESTARTS],
    {
      aws:
        answers({
          'terminate-instance-in-auto-scaling-group': [AT_MINIMUM, 'TERMINATING'],
          'get-parameter:ci-rollout': [
            `2026-05-01T11:00:00+00:00\t${writeRollout({ ...ROLLOUT, revision: 'ami-2' })}`,
          ],
        }) ?? {},
      documents: { 'user-data': [USER_DATA], [IDENTITY]: [launched('2026-05-01T11:30:00Z')] },
    },
  ),
  ends('replaces an instance that cannot read its user data', [SHRINKS, REPLACES], {
    metadata: { reachable: 'never' },
  }),
  ends('replaces the instance if systemd does not start the agent', [SHRINKS, RESTARTS, REPLACES], {
    failing: ['systemctl restart'],
  }),
];
