import type { LogLine, Platform, ScriptCase } from '../script-case.ts';
import { AGENT } from '../script-files.ts';
import { CASE_FOLDER, CLOCK_STEP, UPTIME_SECONDS } from '../stand-ins.ts';
import { AGENT_LOGS } from './agent-log.ts';

/** Announces an interruption two minutes after the time at which the fake clock starts (stand-ins.ts). */
const NOTICE = '{"action": "terminate", "time": "2026-05-01T12:02:00Z"}';
const REBALANCE = '{"noticeTime": "2026-05-01T12:00:00Z"}';
const INTERRUPTS: Readonly<Record<Platform, string>> = {
  linux: 'systemctl kill --signal=TERM --kill-who=main semaphore-agent.service',
  macos: 'launchctl kill SIGTERM system/com.semaphoreci.agent',
};
const MARK = `${AGENT}/interrupted`;
/** Runs whenever the script sleeps. */
const MEANWHILE = `${CASE_FOLDER}/meanwhile`;
/** The script ends a second after it has interrupted the agent. */
const THEN_EXITS = 1;
/** The exit code of a script that was ended by SIGTERM. */
const WATCHES_ON = 143;

interface Instance {
  readonly grace?: number | string | undefined;
  readonly rebalance?: boolean;
  readonly retireAt?: number;
  readonly launchRetireAt?: number;
}

/** The file that says that AWS has not accepted a report of the launch. */
const UNACCEPTED = `${AGENT}/launch-unaccepted`;

const instanceFile = ({
  grace = 0,
  rebalance,
  retireAt,
  launchRetireAt,
}: Instance): NonNullable<ScriptCase['files']> => ({
  [`${AGENT}/instance.conf`]: {
    content: [
      'INSTANCE_ID=i-0123456789abcdef0\nREGION=eu-west-1\nAFTER_JOB=replace\n',
      ...(grace === '' ? [] : [`GRACE_PERIOD=${grace}\n`]),
      ...(rebalance === undefined ? [] : [`RETIRE_ON_REBALANCE=${rebalance}\n`]),
      ...(retireAt === undefined ? [] : [`RETIRE_AT=${retireAt}\n`]),
      ...(launchRetireAt === undefined ? [] : [`LAUNCH_RETIRE_AT=${launchRetireAt}\n`]),
    ].join(''),
    owner: 'root',
  },
  ...(launchRetireAt !== undefined && { [UNACCEPTED]: { content: 'i-0123456789abcdef0\n', owner: 'root' } }),
});

interface WatchCase {
  readonly log: readonly LogLine[];
  readonly documents?: ScriptCase['documents'];
  readonly instance?: Instance;
  /** When the agent must be interrupted, in seconds after the start; undefined if it must not be interrupted. */
  readonly interruptsAt: number | undefined;
  readonly output?: RegExp;
  readonly rest?: Omit<Partial<ScriptCase>, 'expect'>;
  readonly expected?: Partial<ScriptCase['expect']>;
  readonly platform?: Platform;
}

const SPOT: NonNullable<ScriptCase['documents']> = {
  'instance-life-cycle': ['spot'],
  'spot/instance-action': [NOTICE],
};
const ON_DEMAND: NonNullable<ScriptCase['documents']> = { 'instance-life-cycle': ['on-demand'] };

const watches = (
  name: string,
  {
    log,
    documents = SPOT,
    instance = {},
    interruptsAt,
    output,
    rest = {},
    expected = {},
    platform = 'linux',
  }: WatchCase,
): ScriptCase => ({
  name: `retirement watch: ${name} (${platform})`,
  platform,
  script: 'retirement-watch.sh',
  arguments: [],
  documents,
  files: instanceFile(instance),
  agentLog: log,
  // Ends a script that misses the moment at which it should interrupt the agent.
  endsAfterSeconds: interruptsAt === undefined ? 50 : interruptsAt + 10,
  ...rest,
  expect: {
    ...(interruptsAt === undefined
      ? { exit: WATCHES_ON, calls: [], sleptSeconds: rest.endsAfterSeconds ?? 50 }
      : { exit: 0, calls: [INTERRUPTS[platform]], sleptSeconds: interruptsAt + THEN_EXITS }),
    ...(output !== undefined && { output: [output] }),
    ...expected,
  },
});

const marks = (isMarked: boolean): Partial<ScriptCase['expect']> =>
  isMarked ? { files: { [MARK]: { owner: 'root' } } } : { absent: [MARK] };

/** Spot instances whose notice comes before the watch first looks. */
const SPOT_CASES: readonly ScriptCase[] = [
  ...(
    [
      // EC2 interrupts the instance at 120 s, and the agent's end needs 25 s. So with grace 0 the deadline is at 95 s, and with grace 60 at 35 s.
      ['interrupts an idle agent after its next sync', 'idle', 0, 4],
      ['never interrupts an idle agent during a sync', 'idleMidSync', 0, 1.5],
      ['lets a job that a sync brings run until the deadline', 'getsJobMidSync', 0, 95],
      ['interrupts at once an agent that has not registered yet', 'registering', 0, 0],
      ['waits for the first sync of an agent that has just registered', 'registeringThenIdle', 0, 0.5],
      ['lets a job that starts run until the deadline', 'starting', 60, 35],
      ['lets a running job run until the deadline', 'running', 0, 95],
      ['leaves a job its grace period', 'running', 30, 65],
      ['interrupts a busy agent at once if its grace period is the longest possible', 'running', 120, 0],
      ['waits for the next sync of an idle agent although the deadline is over', 'idle', 120, 4],
      ['interrupts an agent that has finished its job', 'finishes', 0, 42.5],
      ['interrupts an agent at the deadline although its log is silent', 'silent', 60, 35],
      ['interrupts an agent at the deadline although its log was rotated', 'rotated', 60, 35],
      ['interrupts an idle agent whose log was emptied', 'truncated', 0, 4],
      ['interrupts an agent at the deadline although it words its syncs differently', 'otherWords', 60, 35],
      ['interrupts an agent at the deadline although it does not log syncs', 'reworded', 60, 35],
      ['interrupts an agent that has exited and registers again', 'restarts', 0, 4],
    ] as const
  ).map(([name, log, grace, interruptsAt]) =>
    watches(name, {
      log: AGENT_LOGS[log],
      instance: { grace },
      interruptsAt,
      output: /EC2 interrupts this instance: .*terminate/,
    }),
  ),
  watches('marks an interruption, so that the instance is replaced after its job', {
    log: AGENT_LOGS.finishesOnly,
    instance: { grace: 30 },
    interruptsAt: 65,
    expected: marks(true),
  }),
];

/** Notices and metadata that are unusual. The agent is busy, so it is interrupted at the deadline. */
const NOTICE_CASES: readonly ScriptCase[] = [
  ...(
    [
      ['the first requests to the metadata service fail', { failures: 3 }, 65],
      ['the metadata service answers only over IPv6', { reachable: 'ipv6' }, 65],
    ] as const
  ).map(([name, metadata, interruptsAt]) =>
    watches(`works if ${name}`, {
      log: AGENT_LOGS.running,
      instance: { grace: 30 },
      interruptsAt,
      rest: { metadata },
    }),
  ),
  watches('polls for a notice every five seconds', {
    log: AGENT_LOGS.running,
    documents: { ...SPOT, 'spot/instance-action': ['', '', NOTICE] },
    instance: { grace: 120 },
    interruptsAt: 10,
  }),
  watches('ignores a response that is not a notice', {
    log: AGENT_LOGS.running,
    documents: { ...SPOT, 'spot/instance-action': ['<html>', NOTICE] },
    instance: { grace: 120 },
    interruptsAt: 5,
  }),
  watches('remembers a notice that the metadata service does not repeat', {
    log: AGENT_LOGS.running,
    documents: { ...SPOT, 'spot/instance-action': [NOTICE, ''] },
    instance: { grace: 30 },
    interruptsAt: 65,
  }),
  watches('leaves a job its grace period although the clock is a few seconds slow', {
    log: AGENT_LOGS.running,
    documents: { ...SPOT, 'spot/instance-action': [NOTICE.replace('12:02:00', '12:02:05')] },
    instance: { grace: 30 },
    interruptsAt: 70,
  }),
  ...(
    [
      ['a notice without a time', '{"action": "terminate"}'],
      ['a notice with an empty time', '{"action": "terminate", "time": ""}'],
      ["a time that is not in EC2's format", '{"action": "terminate", "time": "tomorrow"}'],
      ['an invalid time', '{"action": "terminate", "time": "2026-05-01T12:99:00Z"}'],
      ['a time in the past', NOTICE.replace('12:02', '11:59')],
      ['a time an hour ahead', NOTICE.replace('12:02', '13:02')],
    ] as const
  ).map(([name, notice]) =>
    watches(`interrupts a busy agent at once after ${name}`, {
      log: AGENT_LOGS.running,
      documents: { ...SPOT, 'spot/instance-action': [notice] },
      instance: { grace: 30 },
      interruptsAt: 0,
    }),
  ),
  ...(
    [
      ['does not have the grace period', ''],
      ['has an invalid grace period', 'soon'],
    ] as const
  ).map(([name, grace]) =>
    watches(`interrupts a busy agent at once if instance.conf ${name}`, {
      log: AGENT_LOGS.running,
      instance: { grace },
      interruptsAt: 0,
    }),
  ),
  watches('fails if instance.conf is missing, so that systemd restarts the watch', {
    log: AGENT_LOGS.running,
    interruptsAt: undefined,
    rest: { files: {} },
    expected: { exit: 1, sleptSeconds: 0 },
  }),
  watches('tries again if the agent does not log the interruption', {
    log: AGENT_LOGS.running,
    instance: { grace: 120 },
    interruptsAt: undefined,
    rest: {
      failing: ['systemctl kill'],
      endsAfterSeconds: 2,
    },
    expected: {
      calls: [INTERRUPTS.linux, INTERRUPTS.linux],
      output: [/cannot interrupt the agent/, /does not log the interruption/],
    },
  }),
];

const TERMINATED = { ...ON_DEMAND, 'autoscaling/target-lifecycle-state': ['Terminated'] };
const REBALANCES = { 'instance-life-cycle': ['spot'], 'events/recommendations/rebalance': [REBALANCE] };
const TOO_OLD = { retireAt: UPTIME_SECONDS };
const UNREPORTED = { launchRetireAt: UPTIME_SECONDS };

/** Reasons other than a spot notice. No job is interrupted for them: either they do not end the instance, or they leave a job no time to end. */
const OTHER_REASON_CASES: readonly ScriptCase[] = (
  [
    ['Auto Scaling terminates the instance', TERMINATED, {}, /Auto Scaling terminates/],
    ['EC2 recommends to replace the instance', REBALANCES, { rebalance: true }, /EC2 recommends/],
    ['the instance is too old', ON_DEMAND, TOO_OLD, /maximum lifetime/],
    ['the instance cannot report its launch', ON_DEMAND, UNREPORTED, /cannot report its launch/],
  ] as const
).flatMap(([name, documents, instance, output]) => [
  watches(`interrupts an idle agent if ${name}`, {
    log: AGENT_LOGS.idle,
    documents,
    instance,
    interruptsAt: 4,
    output,
    expected: marks(true),
  }),
  watches(`lets an agent finish its job if ${name}`, {
    log: AGENT_LOGS.finishes,
    documents,
    instance,
    interruptsAt: 42.5,
    output,
  }),
  watches(`never interrupts a job if ${name}, and marks the instance`, {
    log: AGENT_LOGS.finishesOnly,
    documents,
    instance,
    interruptsAt: undefined,
    expected: marks(true),
  }),
]);

const MORE_CASES: readonly ScriptCase[] = [
  ...(
    [
      ['is silent', 'rotated'],
      ['has other words for syncs', 'otherWords'],
    ] as const
  ).map(([name, log]) =>
    watches(`does not interrupt an agent whose log ${name}, unless EC2 interrupts the instance`, {
      log: AGENT_LOGS[log],
      documents: ON_DEMAND,
      instance: TOO_OLD,
      interruptsAt: undefined,
      output: log === 'rotated' ? /shows no sync/ : /maximum lifetime/,
    }),
  ),
  ...(
    [
      ['the fleet does not replace instances at risk', REBALANCES, { rebalance: false }],
      ['instance.conf does not say that the fleet replaces instances at risk', REBALANCES, {}],
      ['it is on demand', { ...SPOT, ...ON_DEMAND }, {}],
      [
        'it stays in service',
        { ...SPOT, 'spot/instance-action': [''], 'autoscaling/target-lifecycle-state': ['InService'] },
        {},
      ],
      ['it is not too old yet', ON_DEMAND, { retireAt: UPTIME_SECONDS + 100_000 }],
    ] as const
  ).map(([name, documents, instance]) =>
    watches(`leaves the instance alone if ${name}`, {
      log: AGENT_LOGS.idle,
      documents,
      instance,
      interruptsAt: undefined,
      rest: { endsAfterSeconds: 30 },
      expected: marks(false),
    }),
  ),
  ...(
    [
      ['that has reported its launch', `${AGENT}/launch-reported`, 'i-0123456789abcdef0'],
      [
        'whose agent has registered late and whose report has no answer yet',
        UNACCEPTED,
        'i-0aaaaaaaaaaaaaaaa',
      ],
    ] as const
  ).map(([which, path, id]) =>
    watches(`leaves alone an instance ${which}`, {
      log: AGENT_LOGS.idle,
      documents: ON_DEMAND,
      interruptsAt: undefined,
      rest: {
        endsAfterSeconds: 30,
        files: { ...instanceFile(UNREPORTED), [path]: { content: `${id}\n`, owner: 'root' } },
      },
      expected: { absent: [MARK] },
    }),
  ),
  watches('while the metadata service is unreachable, notices that the instance cannot report its launch', {
    log: AGENT_LOGS.idle,
    instance: { launchRetireAt: UPTIME_SECONDS + 20 },
    interruptsAt: 24,
    rest: { metadata: { reachable: 'never' } },
  }),
  watches('while the metadata service is unreachable, notices the maximum lifetime', {
    log: AGENT_LOGS.idle,
    instance: { retireAt: UPTIME_SECONDS + 20 },
    interruptsAt: 24,
    rest: { metadata: { reachable: 'never' } },
  }),
  ...(['linux', 'macos'] as const).flatMap((platform) =>
    ([30, -30] as const).flatMap((days) => {
      const step = { content: `#!/bin/sh\necho ${days * 86_400} >${CLOCK_STEP}\n`, mode: '755' };
      const watched = (name: string, retireAt: number, interruptsAt: number | undefined) =>
        watches(`after the clock was set ${days > 0 ? 'forward' : 'back'} by 30 days, ${name}`, {
          ...{ log: AGENT_LOGS.idle, documents: ON_DEMAND, platform, interruptsAt },
          rest: {
            files: { ...instanceFile({ retireAt }), [MEANWHILE]: step },
            ...(interruptsAt === undefined && { endsAfterSeconds: 30 }),
          },
          expected: interruptsAt === undefined ? { absent: [MARK] } : {},
        });
      return [
        watched('notices the maximum lifetime on time', UPTIME_SECONDS + 20, 24),
        watched('leaves alone an instance that is not too old yet', UPTIME_SECONDS + 100_000, undefined),
      ];
    }),
  ),
  watches('follows a spot notice that comes after a recommendation to replace the instance', {
    log: AGENT_LOGS.running,
    documents: { ...REBALANCES, 'spot/instance-action': ['', '', NOTICE] },
    instance: { rebalance: true, grace: 30 },
    interruptsAt: 65,
    output: /EC2 recommends[^]*EC2 interrupts/,
  }),
  ...(['linux', 'macos'] as const).map((platform) =>
    watches('interrupts an idle agent whose instance is too old', {
      platform,
      log: AGENT_LOGS.idle,
      documents: ON_DEMAND,
      instance: TOO_OLD,
      interruptsAt: 4,
    }),
  ),
];

export const RETIREMENT_WATCH_CASES: readonly ScriptCase[] = [
  ...SPOT_CASES,
  ...NOTICE_CASES,
  ...OTHER_REASON_CASES,
  ...MORE_CASES,
];
