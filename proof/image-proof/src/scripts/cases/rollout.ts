import { NEWEST_UBUNTU, writeRollout, writeUserData } from '@agent-aws-stack/contract';
import type { Answer, LogLine, Platform, ScriptCase } from '../script-case.ts';
import { AGENT } from '../script-files.ts';
import { AGENT_LOGS } from './agent-log.ts';

const USER_DATA = writeUserData(NEWEST_UBUNTU, 'ci-config', {
  rollout: { parameterName: 'ci-rollout', revision: 'ami-1-0af1' },
});
const READS = 'get-parameter in eu-west-1 ci-rollout';
const INTERRUPTS: Readonly<Record<Platform, string>> = {
  linux: 'systemctl kill --signal=TERM --kill-who=main semaphore-agent.service',
  macos: 'launchctl kill SIGTERM system/com.semaphoreci.agent',
};

/** The instance's bucket is 38, so the watch first reads the parameter after 38 % of five minutes: 114 s. It looks every five seconds, so at 115 s. */
const FIRST_READ = 115;
/**
 * Seconds between the look at which the watch finds that an idle agent must leave, and the interruption of the agent. The agent's next sync ends 3.6 s
 * after that look. From the look on, the watch reads the agent's log every half second, so it sees the end of the sync after 4 s.
 */
const NEXT_SYNC = 4;
/** The script ends a second after it has interrupted the agent. */
const THEN_EXITS = 1;
const WATCHES_ON = 143;

const ROLLOUT = {
  ...{ revision: 'ami-2-0af1', spreadMinutes: 10, sharePercent: 10 },
  ...{ startedAt: undefined, pausedAt: undefined },
};
/**
 * When the parameter was written: 73 s before the watch starts. Shares are whole percents, rounded down. The first share above the bucket is 39 %. It is
 * reached 194 s after this time (10 % + 90 % × 194 s / 600 s), so 121 s after the start of the watch.
 */
const WRITTEN = '2026-05-01T11:58:47.123000+00:00';
const LONG_AGO = '2026-05-01T09:00:00+00:00';
const IDENTITY = 'dynamic/instance-identity/document';
const launched = (pendingTime: string) => JSON.stringify({ pendingTime });

/** What the AWS CLI prints about the parameter. */
const parameter = (writtenAt: string, document: string): Answer => `${writtenAt}\t${document}`;

const MARK = `${AGENT}/interrupted`;
const marks = (isMarked: boolean) =>
  isMarked ? { files: { [MARK]: { owner: 'root' } } } : { absent: [MARK] };

interface RolloutCase {
  readonly answer?: Answer;
  readonly userData?: readonly string[];
  /** The instance identity document. @default - the instance was launched before each rollout */
  readonly identity?: string;
  readonly log?: readonly LogLine[];
  /** When the agent must be interrupted, in seconds after the start; undefined if it must not be interrupted. */
  readonly interruptsAt?: number;
  readonly reads?: number;
  /** Whether the instance is marked, so that its group replaces it after its job. @default false */
  readonly isMarked?: boolean;
  readonly platform?: Platform;
}

const rolls = (
  name: string,
  {
    answer = parameter(WRITTEN, writeRollout(ROLLOUT)),
    userData = [USER_DATA],
    identity = launched('2026-05-01T08:00:00Z'),
    log = AGENT_LOGS.idle,
    interruptsAt,
    reads = 1,
    isMarked = false,
    platform = 'linux',
  }: RolloutCase,
): ScriptCase => {
  const endsAfterSeconds = 150;
  const calls = Array.from({ length: reads }, () => READS);
  return {
    name: `rollout: ${name} (${platform})`,
    platform,
    script: 'retirement-watch.sh',
    arguments: [],
    documents: { 'instance-life-cycle': ['on-demand'], 'user-data': userData, [IDENTITY]: [identity] },
    aws: { 'get-parameter:ci-rollout': [answer] },
    files: {
      [`${AGENT}/instance.conf`]: {
        content: 'INSTANCE_ID=i-0123456789abcdef0\nREGION=eu-west-1\nAFTER_JOB=replace\n',
        owner: 'root',
      },
    },
    agentLog: log,
    endsAfterSeconds,
    expect:
      interruptsAt === undefined
        ? { exit: WATCHES_ON, calls, sleptSeconds: endsAfterSeconds, ...marks(isMarked) }
        : {
            ...{ exit: 0, calls: [...calls, INTERRUPTS[platform]] },
            sleptSeconds: interruptsAt + THEN_EXITS,
            output: [/the launch template has changed/],
            ...marks(true),
          },
  };
};

export const ROLLOUT_CASES: readonly ScriptCase[] = [
  ...(['linux', 'macos'] as const).map((platform) =>
    rolls("interrupts an idle agent of an older revision once the share is above the instance's bucket", {
      platform,
      interruptsAt: 125 + NEXT_SYNC,
    }),
  ),
  ...(
    [
      ['that began long ago', parameter(LONG_AGO, writeRollout(ROLLOUT))],
      [
        'whose document says that it started long ago',
        parameter(WRITTEN, writeRollout({ ...ROLLOUT, startedAt: Date.UTC(2026, 4, 1, 9) })),
      ],
      ['without a spread', parameter(WRITTEN, writeRollout({ ...ROLLOUT, spreadMinutes: 0 }))],
      [
        'that begins with a share of 39 %',
        parameter(WRITTEN, writeRollout({ ...ROLLOUT, sharePercent: 39 })),
      ],
    ] as const
  ).map(([name, answer]) =>
    rolls(`interrupts an idle agent once the watch has read a rollout ${name}`, {
      answer,
      interruptsAt: FIRST_READ + NEXT_SYNC,
    }),
  ),
  ...(
    [
      [
        "of the instance's own revision",
        parameter(LONG_AGO, writeRollout({ ...ROLLOUT, revision: 'ami-1-0af1' })),
      ],
      [
        'that is paused',
        parameter(LONG_AGO, writeRollout({ ...ROLLOUT, pausedAt: Date.UTC(2026, 4, 1, 9) })),
      ],
      [
        "whose share is not above the instance's bucket",
        parameter('2026-05-01T11:59:59+00:00', writeRollout({ ...ROLLOUT, sharePercent: 10 })),
      ],
      [
        'whose parameter the instance must not read',
        { error: 'An error occurred (AccessDeniedException) when calling the GetParameter operation: no' },
      ],
      [
        'whose parameter does not exist',
        { error: 'An error occurred (ParameterNotFound) when calling the GetParameter operation: ' },
      ],
      ['whose parameter is empty', parameter(LONG_AGO, '{}')],
      ['whose parameter is not JSON', parameter(LONG_AGO, 'paused')],
      ['without a revision', parameter(LONG_AGO, '{"spreadMinutes":10,"sharePercent":10}')],
      [
        'whose spread is text',
        parameter(LONG_AGO, '{"revision":"ami-2","spreadMinutes":"10","sharePercent":10}'),
      ],
      ['whose time of writing cannot be read', parameter('yesterday', writeRollout(ROLLOUT))],
    ] as const
  ).map(([name, answer]) => rolls(`leaves an idle agent alone in a rollout ${name}`, { answer })),
  ...(['linux', 'macos'] as const).flatMap((platform) => {
    // The clock of the user who wrote the document was hours slow, so the document's start is too early. The time of writing must count.
    const document = writeRollout({ ...ROLLOUT, startedAt: Date.UTC(2026, 4, 1, 7) });
    const stays = { platform };
    const leaves = { platform, interruptsAt: FIRST_READ + NEXT_SYNC };
    return [
      rolls('interrupts an agent whose instance was launched five minutes after the rollout was written', {
        ...{ ...leaves, answer: parameter(LONG_AGO, document), identity: launched('2026-05-01T09:05:00Z') },
      }),
      // A new instance in its place would have the same revision.
      rolls(
        'leaves alone an agent whose instance was launched more than five minutes after the rollout was written',
        {
          ...{ ...stays, answer: parameter(LONG_AGO, document), identity: launched('2026-05-01T09:05:01Z') },
        },
      ),
      // The instance booted at 11:43:20, 1,000 seconds before the case starts.
      rolls(
        'without an identity document, interrupts an agent whose instance booted five minutes after the rollout was written',
        {
          ...{ ...leaves, answer: parameter('2026-05-01T11:38:20+00:00', document), identity: '' },
        },
      ),
      rolls(
        'without an identity document, leaves alone an agent whose instance booted more than five minutes after the rollout was written',
        {
          ...{ ...stays, answer: parameter('2026-05-01T11:38:18+00:00', document), identity: '' },
        },
      ),
    ];
  }),
  rolls('does not interrupt a job', {
    answer: parameter(LONG_AGO, writeRollout(ROLLOUT)),
    log: AGENT_LOGS.running,
    isMarked: true,
  }),
  rolls('reads nothing if the user data names no rollout', {
    userData: [writeUserData(NEWEST_UBUNTU, 'ci-config')],
    reads: 0,
  }),
  rolls('reads the user data again if the metadata service fails', {
    answer: parameter(LONG_AGO, writeRollout(ROLLOUT)),
    userData: ['', USER_DATA],
    interruptsAt: FIRST_READ + 5 + NEXT_SYNC,
  }),
];
