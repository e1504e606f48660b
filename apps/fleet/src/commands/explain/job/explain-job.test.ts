import { AwsServer, type AwsCall } from '@agent-aws-stack/aws-clients/testing';
import { encodeJobSights, jobWaitsLine } from '@agent-aws-stack/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { NOW } from '../../../observe/testing/fleet.ts';
import { healthyRegion } from '../../../observe/testing/healthy-region.ts';
import { fleetFile, fleetParameters } from '../../../testing/fleet-file.ts';
import { healthyFleetEnvironment } from '../../../testing/healthy-fleet-environment.ts';
import { runFleet } from '../../../testing/run-fleet.ts';
import { trustedSemaphore } from '../../../testing/semaphore-in-environment.ts';
import { explainCommand } from '../command.ts';

const JOB = '1f2e3d4c-5b6a-4978-8c9d-0e1f2a3b4c5d';
const SCALER_LOG = '/aws/lambda/ci/agent-scaler';
const AGENT_LOG = '/semaphore/agent';

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');
const secondsAgo = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1_000);

interface Line {
  readonly group: string;
  readonly at: Date;
  readonly text: string;
  readonly stream?: string;
}
const decision = (at: Date, fields: object): Line => ({
  ...{ group: SCALER_LOG, at },
  text: JSON.stringify({
    ...{ level: 'INFO', message: 'desired capacity', timestamp: at.toISOString() },
    ...{ decision: 'hold', queued: 1, running: 0, idle: 0, occupied: 0, min: 0, max: 10 },
    ...{ desired: 10, target: 10, reason: 'at the maximum size' },
    ...fields,
  }),
});
const leftLine = (leftAt: Date, waitedMs: number): Line => ({
  ...{ group: SCALER_LOG, at: leftAt },
  text: JSON.stringify({
    ...{ level: 'INFO', message: 'jobs left the queue', timestamp: leftAt.toISOString() },
    ...jobWaitsLine([{ id: JOB, waitedMs, leftAt: leftAt.getTime() }]),
  }),
});
const agentLine = (at: Date, stream: string): Line => ({
  ...{ group: AGENT_LOG, at, stream },
  text: `Running job ${JOB}`,
});

/** Returns, as CloudWatch Logs does, the lines of the requested time that contain the quoted text. */
const eventsOf = (lines: readonly Line[], input: AwsCall['input']) => {
  const { logGroupName, filterPattern, startTime, endTime = Infinity } = input;
  const found = lines.filter(
    ({ group, at, text }) =>
      group === logGroupName &&
      at.getTime() >= Number(startTime) &&
      at.getTime() <= Number(endTime) &&
      (filterPattern === undefined || text.includes(String(JSON.parse(String(filterPattern))))),
  );
  return found.map(({ at, text, stream = 's-1' }, index) => ({
    ...{ eventId: `${logGroupName} ${index}`, logStreamName: stream, timestamp: at.getTime(), message: text },
  }));
};

let semaphore: Awaited<ReturnType<typeof trustedSemaphore>>;
let queue: readonly string[];
beforeAll(async () => {
  semaphore = await trustedSemaphore((response, { url }) =>
    response.end(
      JSON.stringify(
        url?.endsWith('/jobs')
          ? { jobs: queue.map((id) => ({ id })) }
          : { jobs: { queued: queue.length, running: 0 }, agents: { idle: 0, occupied: 0 } },
      ),
    ),
  );
});
afterAll(async () => {
  await semaphore[Symbol.asyncDispose]();
});
beforeEach(() => {
  queue = [];
});

interface Traces {
  readonly lines?: readonly Line[];
  readonly seenAt?: Date;
  readonly refused?: string;
  /** The name of a stack that does not exist. */
  readonly missing?: string;
}

async function explain(args: readonly string[], { lines = [], seenAt, refused, missing }: Traces = {}) {
  const value =
    seenAt === undefined
      ? 'no jobs'
      : encodeJobSights([{ id: JOB, at: seenAt.getTime() }], secondsAgo(20).getTime(), sha256);
  const ordinary = healthyRegion();
  await using server = await AwsServer.start(
    healthyRegion({
      FilterLogEvents: ({ input }, reply) =>
        input['logGroupName'] === refused
          ? reply.fail('AccessDeniedException', 'no', 403)
          : reply.ok({ events: eventsOf(lines, input) }),
      DescribeStacks: (call, reply) =>
        missing !== undefined && call.input['StackName'] === missing
          ? reply.fail('ValidationError', `Stack with id ${missing} does not exist`)
          : ordinary(call, reply),
      GetParameter: (call, reply) =>
        call.input['Name'] === 'ci-scaler-jobs'
          ? reply.ok({ Parameter: { Name: 'ci-scaler-jobs', Type: 'String', Value: value } })
          : ordinary(call, reply),
    }),
  );
  const healthy = healthyFleetEnvironment(server, semaphore.address);
  const env = args.includes('--config')
    ? Object.fromEntries(Object.entries(healthy).filter(([name]) => !name.startsWith('SEMAPHORE_')))
    : healthy;
  return await runFleet(explainCommand, ['explain', ...args], { env, now: NOW });
}
const jobIn = (json: string) => JSON.parse(json).fleets[0].job;

/** Two fleets of the same agent type. */
function twoFleets() {
  const shared = {
    SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token',
    SEMAPHORE_ENDPOINT: semaphore.address,
    SEMAPHORE_ORGANIZATION: undefined,
  };
  return fleetFile({ fleets: [fleetParameters('ci', shared), fleetParameters('other', shared)] });
}

describe('fleet explain --job', () => {
  it('says when a job started, on which instance, how long it waited and why', async () => {
    const lines = [
      decision(secondsAgo(400), { queued: 9, desired: 2 }),
      decision(secondsAgo(90), { queued: 4 }),
      leftLine(secondsAgo(28), 62_000),
      agentLine(secondsAgo(30), 'ci/i-0123456789abcdef0'),
      decision(secondsAgo(5), { queued: 7 }),
    ];
    const { code, out } = await explain(['--job', JOB.toUpperCase()], { lines });
    expect({ code, lines: out.trimEnd().split('\n') }).toEqual({
      code: 0,
      lines: [
        'ci',
        `  Job ${JOB} started at 2026-11-24 11:59:30 UTC on i-0123456789abcdef0, 62 s after the scaler first saw it.`,
        '  The group was at its maximum of 10, with up to 4 jobs queued.',
        '',
        '  What the scaler did meanwhile:',
        expect.stringMatching(/^ {2}2026-11-24 11:58:30 {2}held at 10 of 10 .*4 queued/),
      ],
    });
  });

  it('says how long a job has been queued, and what the scaler would do now', async () => {
    queue = [JOB];
    const { code, out } = await explain(['--job', JOB], { seenAt: secondsAgo(95) });
    expect(code).toBe(0);
    expect(out).toContain(`  Job ${JOB} has been queued since 2026-11-24 11:58:25 UTC: 95 s so far.`);
    expect(out).toContain("  The scaler's log names no cause");
    expect(out).toContain('  1 job queued, 0 running: 1 agent needed.');
  });

  it.each([
    ['a queued job that the scaler has not saved yet', { isQueued: true }, 'queued', /saves once a minute/],
    [
      'a job whose wait the scaler has not measured',
      { lines: [agentLine(secondsAgo(30), 'ci/i-1')] },
      'started',
      /How long it waited is not known/,
    ],
    [
      'a job whose start no agent has logged',
      { lines: [leftLine(secondsAgo(30), 4_000)] },
      'left',
      /Whether it started is not known/,
    ],
    [
      'an instance whose log stream names no fleet',
      { lines: [agentLine(secondsAgo(30), 'i-1'), leftLine(secondsAgo(29), 4_000)] },
      'started',
      /may belong to another fleet/,
    ],
  ] satisfies readonly (readonly [string, Traces & { isQueued?: boolean }, string, RegExp])[])(
    'says what it cannot know about %s',
    async (_, { isQueued, ...traces }: Traces & { isQueued?: boolean }, state, note) => {
      if (isQueued) queue = [JOB];
      const { code, out } = await explain(['--job', JOB, '--json'], traces);
      expect({ code, job: jobIn(out) }).toMatchObject({
        code: 0,
        job: { id: JOB, state, notes: [expect.stringMatching(note)] },
      });
    },
  );

  it("ignores the lines of another fleet's agents", async () => {
    const { code, err } = await explain(['--job', JOB], { lines: [agentLine(secondsAgo(30), 'other/i-1')] });
    expect(code).toBe(1);
    expect(err).toMatch(/^job 1f2e3d4c.*: ci: nothing known of it since 2026-11-23 12:00:00 UTC/m);
    expect(err).toContain(`explain --job ${JOB} --since 7d`);
  });

  it('shows only the fleets that know of the job', async () => {
    using two = twoFleets();
    const { code, out } = await explain(['--job', JOB, '--config', two.path], {
      lines: [agentLine(secondsAgo(30), 'ci/i-1'), leftLine(secondsAgo(29), 4_000)],
    });
    expect({ code, fleets: out.match(/^\w+$/gm) }).toEqual({ code: 0, fleets: ['ci'] });
  });

  it('shows the fleet that knows of the job and the one that is not deployed, and exits with 1', async () => {
    using two = twoFleets();
    const { code, out } = await explain(['--job', JOB, '--config', two.path], {
      lines: [agentLine(secondsAgo(30), 'ci/i-1'), leftLine(secondsAgo(29), 4_000)],
      missing: 'other',
    });
    expect(code).toBe(1);
    expect(out).toMatch(/^ci$[^]*^other {2}not deployed/m);
  });

  it('shows what is known if a log cannot be read, and exits with 1', async () => {
    const { code, out } = await explain(['--job', JOB], {
      lines: [leftLine(secondsAgo(30), 4_000)],
      refused: AGENT_LOG,
    });
    expect(code).toBe(1);
    expect(out).toContain('left the queue at 2026-11-24 11:59:30 UTC, 4 s after the scaler first saw it.');
    expect(out).toContain('logs:FilterLogEvents');
    expect(out).not.toContain('Whether it started is not known');
  });

  it.each([
    [['--job', '42'], /--job: 42 is not the id of a job\n {2}It looks like/],
    [['--job', JOB, '--since', 'lately'], /--since: lately is not a time/],
    [['--since', '1h'], /--since: has an effect only with --job/],
  ])('refuses %j, and exits with 2', async (args, message) => {
    const { code, err } = await explain(args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
