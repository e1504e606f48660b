import type { Answer, Expectation, Platform, ScriptCase } from '../script-case.ts';
import { AGENT } from '../script-files.ts';
import {
  answers,
  CONFIG,
  DENIED,
  DOCUMENT,
  GROUP,
  GROUP_TAG,
  MARKS_UNHEALTHY,
  onBoth,
  POWERS_OFF,
  READS,
  READS_CONFIG,
  refused,
  REPLACES,
  reports,
  SHRINKS,
  STARTS,
  THROTTLED,
  TOKEN_PARAMETER,
} from './fleet.ts';
import { retriesOf } from './retries.ts';
import { starts } from './start.ts';

const REPORTED = `${AGENT}/launch-reported`;
const NO_ACTION = refused(
  'ValidationError',
  'No active Lifecycle Action found with instance ID i-0123456789abcdef0',
);
const repeated = (count: number, answer: Answer): Answer[] => Array.from({ length: count }, () => answer);

/** A start in a fleet with a launch timeout, with successive answers to the report. */
const reportsLaunch = (
  name: string,
  replies: readonly Answer[],
  expected: Partial<Expectation>,
  rest: Partial<ScriptCase> = {},
): readonly ScriptCase[] =>
  onBoth((platform) =>
    starts(platform, `launch: ${name}`, {
      isReady: 'at its start',
      documents: GROUP_TAG,
      aws:
        answers({
          [`get-parameter:${CONFIG}`]: [JSON.stringify({ ...DOCUMENT, launchTimeout: '300' })],
          'complete-lifecycle-action': replies,
        }) ?? {},
      ...rest,
      expect: { exit: 0, calls: [...READS, ...STARTS[platform]], ...rest.expect, ...expected },
    }),
  );

const withReports = (platform: Platform, count: number): readonly string[] => [
  ...READS,
  ...STARTS[platform],
  ...Array.from({ length: count }, () => reports('CONTINUE')),
];

/** The end of an instance that has not reported its launch, unless the case says otherwise. */
const ends = (
  name: string,
  reason: string,
  expect: (platform: Platform) => Partial<Expectation> & Pick<Expectation, 'calls'>,
  {
    reply = [''],
    files = {},
    terminate = ['TERMINATING'],
  }: {
    reply?: readonly Answer[];
    terminate?: readonly Answer[];
    files?: NonNullable<ScriptCase['files']>;
  } = {},
): readonly ScriptCase[] =>
  onBoth((platform) => ({
    name: `launch: ${name}`,
    ...(platform === 'linux'
      ? { script: 'end-instance.sh' }
      : {
          script: 'hooks/shutdown',
          user: 'semaphore' as const,
          environment: { SEMAPHORE_AGENT_SHUTDOWN_REASON: reason },
        }),
    arguments: [],
    aws:
      answers({
        'complete-lifecycle-action': reply,
        'terminate-instance-in-auto-scaling-group': terminate,
      }) ?? {},
    // Must work without the metadata service, because a job may have made it unreachable.
    metadata: { reachable: 'never' },
    files: {
      [`${AGENT}/shutdown-reason`]: { content: `${reason}\n`, mode: '600' },
      [`${AGENT}/instance.conf`]: {
        content: `INSTANCE_ID=i-0123456789abcdef0\nREGION=eu-west-1\nAFTER_JOB=shrink\nGRACE_PERIOD=0\nLAUNCH_GROUP=${GROUP}\n`,
        owner: 'root',
      },
      ...files,
    },
    expect: { exit: 0, ...expect(platform) },
  }));

export const LAUNCH_CASES: readonly ScriptCase[] = [
  ...onBoth((platform) =>
    starts(platform, 'launch: reports that the agent is ready for jobs', {
      changes: { launchTimeout: '300' },
      documents: GROUP_TAG,
      isReady: 'at its start',
      expect: {
        exit: 0,
        calls: withReports(platform, 1),
        output: [/reported that the agent is ready for jobs/],
        files: {
          [REPORTED]: { owner: 'root' },
          [`${AGENT}/instance.conf`]: { text: new RegExp(`^LAUNCH_GROUP=${GROUP}$`, 'm') },
        },
      },
    }),
  ),
  ...onBoth((platform) =>
    starts(
      platform,
      'launch: waits until the agent is ready, and ignores what the image has kept of another instance',
      {
        changes: { launchTimeout: '300' },
        documents: GROUP_TAG,
        isReady: 'while the script sleeps',
        files: {
          [`${AGENT}/agent.log`]: { content: 'old: Starting to poll for jobs\n' },
          [REPORTED]: { content: 'i-0aaaaaaaaaaaaaaaa\n', owner: 'root' },
        },
        expect: { exit: 0, calls: withReports(platform, 1), sleptSeconds: { atLeast: 0.125, below: 3 } },
      },
    ),
  ),
  ...onBoth((platform) =>
    starts(platform, 'launch: lets the group replace an instance whose agent is never ready', {
      changes: { launchTimeout: '30' },
      isReady: 'never',
      documents: GROUP_TAG,
      expect: {
        exit: 0,
        calls: withReports(platform, 0),
        // The launch timeout of 30 seconds, and the minute that a start waits for the boot log.
        sleptSeconds: 90,
        output: [/not ready for jobs; the group replaces/],
        absent: [REPORTED],
      },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, 'launch: reports nothing in a fleet without a launch timeout', {
      documents: GROUP_TAG,
      isReady: 'at its start',
      expect: { exit: 0, calls: withReports(platform, 0), absent: [REPORTED] },
    }),
  ),
  ...reportsLaunch('keeps trying while AWS throttles the report', [...repeated(6, THROTTLED), ''], {
    ...retriesOf(reports('CONTINUE'), 6),
    files: { [REPORTED]: { owner: 'root' } },
  }),
  ...reportsLaunch(
    'keeps trying for a minute if the instance is not in Pending:Wait yet',
    [...repeated(4, NO_ACTION), ''],
    {
      ...retriesOf(reports('CONTINUE'), 4),
      output: [/No active Lifecycle Action/, /reported that the agent is ready/],
    },
  ),
  ...reportsLaunch('leaves the agent alone if the instance was launched without the hook', [NO_ACTION], {
    retried: { call: reports('CONTINUE'), atLeast: 6 },
    sleptSeconds: { atLeast: 60, below: 80 },
    output: [/could not report/],
    files: { [REPORTED]: { owner: 'root' } },
  }),
  ...reportsLaunch('if AWS refuses the report, leaves the instance to the retirement watch', [DENIED], {
    retried: { call: reports('CONTINUE'), atLeast: 6 },
    sleptSeconds: { atLeast: 60, below: 80 },
    output: [/could not report/],
    // 1,000 seconds, for which the system has run (stand-ins.ts), plus 100 seconds, a third of the launch timeout.
    files: {
      [`${AGENT}/instance.conf`]: { text: /^LAUNCH_RETIRE_AT=1100$/m },
      [`${AGENT}/launch-unaccepted`]: { text: 'i-0123456789abcdef0\n', owner: 'root' },
    },
    absent: [REPORTED],
  }),
  ...onBoth((platform) =>
    starts(platform, 'launch: leaves the agent alone if it cannot read the name of its group', {
      changes: { launchTimeout: '300' },
      isReady: 'at its start',
      expect: {
        exit: 0,
        calls: withReports(platform, 0),
        sleptSeconds: { atLeast: 30, below: 50 },
        output: [/cannot read the group's name/],
      },
    }),
  ),
  ...onBoth(() => ({
    name: 'launch: abandons an instance whose start fails',
    script: 'start.sh',
    arguments: [CONFIG],
    documents: GROUP_TAG,
    aws: answers({ [`get-parameter:${CONFIG}`]: ['{}'] }) ?? {},
    expect: {
      exit: 1,
      calls: [READS_CONFIG, reports('ABANDON')],
      output: [/abandoned the launch/],
    },
  })),
  ...onBoth(() => ({
    name: 'launch: marks the instance unhealthy if it cannot abandon the launch',
    script: 'start.sh',
    arguments: [CONFIG],
    documents: GROUP_TAG,
    aws: answers({ [`get-parameter:${CONFIG}`]: ['{}'], 'complete-lifecycle-action': [NO_ACTION] }) ?? {},
    expect: {
      exit: 1,
      calls: [READS_CONFIG, MARKS_UNHEALTHY],
      retried: { call: reports('ABANDON'), atLeast: 6 },
      sleptSeconds: { atLeast: 60, below: 80 },
    },
  })),
  ...onBoth((platform) => ({
    name: 'launch: powers off if it can neither abandon the launch nor mark the instance unhealthy',
    script: 'start.sh',
    arguments: [CONFIG],
    documents: GROUP_TAG,
    aws:
      answers({
        [`get-parameter:${TOKEN_PARAMETER}`]: [''],
        'complete-lifecycle-action': [DENIED],
        'set-instance-health': [DENIED],
      }) ?? {},
    expect: {
      exit: 1,
      calls: [...READS, MARKS_UNHEALTHY, POWERS_OFF[platform]],
      retried: { call: reports('ABANDON'), atLeast: 6 },
      sleptSeconds: { atLeast: 60, below: 80 },
    },
  })),
  ...ends('after a very short job, reports before the instance leaves', 'JOB_FINISHED', () => ({
    calls: [reports('CONTINUE'), SHRINKS],
  })),
  ...ends(
    'at its end, an instance repeats its report until it is in Pending:Wait',
    'IDLE',
    () => ({
      calls: [SHRINKS],
      ...retriesOf(reports('CONTINUE'), 2),
    }),
    { reply: [NO_ACTION, NO_ACTION, ''] },
  ),
  ...ends(
    'an instance leaves even if it cannot report',
    'JOB_FINISHED',
    () => ({
      calls: [SHRINKS],
      retried: { call: reports('CONTINUE'), atLeast: 6 },
      sleptSeconds: { atLeast: 60, below: 80 },
    }),
    { reply: [DENIED] },
  ),
  ...ends('abandons an instance whose agent could not register', 'UNKNOWN', () => ({
    calls: [reports('ABANDON')],
    output: [/being terminated/],
  })),
  ...ends(
    'terminates an instance whose agent could not register, if it cannot abandon the launch',
    'UNKNOWN',
    () => ({
      calls: [REPLACES],
      retried: { call: reports('ABANDON'), atLeast: 6 },
      sleptSeconds: { atLeast: 60, below: 80 },
    }),
    { reply: [DENIED] },
  ),
  ...ends('reports the launch only once', 'JOB_FINISHED', () => ({ calls: [SHRINKS] }), {
    files: { [REPORTED]: { content: 'i-0123456789abcdef0\n', owner: 'root' } },
  }),
  ...ends('does not abandon an instance in service', 'UNKNOWN', () => ({ calls: [REPLACES] }), {
    files: { [REPORTED]: { content: 'i-0123456789abcdef0\n', owner: 'root' } },
  }),
];
