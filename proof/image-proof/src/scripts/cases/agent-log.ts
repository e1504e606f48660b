import type { LogLine } from '../script-case.ts';

/** The lines that pkg/listener of semaphoreci/agent writes. agent-log.test.ts names the version that has printed them. */
const LINES = {
  registering: 'Registering Agent',
  registered: 'Starting to poll for jobs',
  syncs: (state: string) => `SYNC request (state: ${state})`,
  continues: 'SYNC response (action: continue)',
  waits: 'SYNC response (action: wait-for-jobs)',
  runs: 'SYNC response (action: run-job, job: 7ae5c1d5)',
  shutsDown: 'SYNC response (action: shutdown, reason: interrupted)',
  next: 'Waiting 4.8s for next sync...',
} as const;

/** A line of the agent's log, as pkg/eventlogger/formatter.go of semaphoreci/agent formats it. */
const at = (atSeconds: number, text: string): LogLine => ({
  atSeconds,
  text: `May  1 12:${String(Math.floor(atSeconds / 60)).padStart(2, '0')}:${(atSeconds % 60).toFixed(3).padStart(6, '0')} i-0123456789abcdef0__7d5f : ${text}`,
});

/** One sync: the request, and 0.4 s later its response. */
const sync = (atSeconds: number, state: string, response: string): readonly LogLine[] => [
  at(atSeconds, LINES.syncs(state)),
  at(atSeconds + 0.4, response),
  at(atSeconds + 0.4, LINES.next),
];

/** A sync that ended before the script under test started. */
const pastSync = (state: string, response: string): readonly LogLine[] =>
  sync(0, state, response).map((line) => ({ ...line, atSeconds: 0 }));

const syncs = (times: readonly number[], state: string): readonly LogLine[] =>
  times.flatMap((time) => sync(time, state, LINES.continues));

/** Times from first to last, each `step` seconds after the one before. */
const every = (step: number, first: number, last: number): readonly number[] =>
  Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => first + index * step);

export const JOB = 'running-job, job: 7ae5c1d5';

/** Logs of agents, by what they do. The script under test starts at 0 s. */
export const AGENT_LOGS = {
  /** Has synced before 0 s, and syncs again at 3.2 s, then every five seconds. */
  idle: [...pastSync('waiting-for-jobs', LINES.continues), ...syncs(every(5, 3.2, 200), 'waiting-for-jobs')],
  /** Has sent a sync's request just before 0 s. The response comes at 1.2 s and brings a job. */
  getsJobMidSync: [
    at(0, LINES.syncs('waiting-for-jobs')),
    at(1.2, LINES.runs),
    ...syncs(every(10, 11, 200), JOB),
  ],
  /** The log still has a job of last year, from the instance from which the image was made. Then as getsJobMidSync. */
  getsJobAfterAnEarlierInstance: [
    { atSeconds: 0, text: `Dec 31 23:59:59.000 i-0fedcba9876543210__1a2b : ${LINES.runs}` },
    at(0, LINES.syncs('waiting-for-jobs')),
    at(1.2, LINES.runs),
    ...syncs(every(10, 11, 200), JOB),
  ],
  /** Gets a job at 1.2 s, and a second one at 20.4 s. */
  getsTwoJobs: [
    at(0, LINES.syncs('waiting-for-jobs')),
    at(1.2, LINES.runs),
    ...sync(11, 'finished-job, job: 7ae5c1d5, result: passed', LINES.waits),
    ...sync(20, 'waiting-for-jobs', LINES.runs),
    ...syncs(every(10, 31, 200), JOB),
  ],
  idleMidSync: [
    at(0, LINES.syncs('waiting-for-jobs')),
    at(1.2, LINES.continues),
    at(1.2, LINES.next),
    ...syncs(every(5, 6, 200), 'waiting-for-jobs'),
  ],
  registering: [at(0, LINES.registering)],
  registeringThenIdle: [
    at(0, LINES.registered),
    ...sync(0.1, 'waiting-for-jobs', LINES.continues),
    ...syncs(every(5, 5.2, 200), 'waiting-for-jobs'),
  ],
  starting: [
    ...pastSync('waiting-for-jobs', LINES.runs),
    ...sync(3, 'starting-job, job: 7ae5c1d5', LINES.continues),
    ...syncs(every(10, 11, 200), JOB),
  ],
  running: [...pastSync(JOB, LINES.continues), ...syncs(every(10, 8, 300), JOB)],
  /** Finishes its job after 42 s, and waits for another one. */
  finishes: [
    ...syncs(every(10, 0, 40), JOB),
    ...sync(42, 'finished-job, job: 7ae5c1d5, result: passed', LINES.waits),
    ...syncs(every(5, 47, 200), 'waiting-for-jobs'),
  ],
  /** Finishes its only job after 42 s. */
  finishesOnly: [
    ...syncs(every(10, 0, 40), JOB),
    ...sync(42, 'finished-job, job: 7ae5c1d5, result: passed', LINES.shutsDown),
  ],
  /** After 2 s, a tool on the instance, such as logrotate with copytruncate, empties the log. The agent then continues. */
  truncated: [
    ...pastSync('waiting-for-jobs', LINES.continues),
    { atSeconds: 2, text: undefined },
    ...syncs(every(5, 3.2, 200), 'waiting-for-jobs'),
  ],
  /** The agent writes to another file after 2 s. */
  rotated: [...pastSync('waiting-for-jobs', LINES.continues), { atSeconds: 2, text: undefined }],
  silent: pastSync('waiting-for-jobs', LINES.continues),
  /** A future agent that words its lines about syncs in a way that the watch does not know. */
  reworded: every(5, 0, 200).map((time) => at(time, 'sync: nothing to do')),
  /** A future agent that words the responses to its syncs differently. */
  otherWords: every(5, 1, 200).flatMap((time) => [
    at(time, LINES.syncs('waiting-for-jobs')),
    at(time + 0.4, 'SYNC response (do: continue)'),
  ]),
  /** Has exited while it ran a job, and starts again at 4 s. */
  restarts: [
    ...pastSync(JOB, LINES.continues),
    at(4, LINES.registering),
    at(6.6, LINES.registered),
    ...syncs(every(5, 6.8, 200), 'waiting-for-jobs'),
  ],
} satisfies Readonly<Record<string, readonly LogLine[]>>;
