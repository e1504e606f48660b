import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Shell } from '../../cli/shell.ts';
import { NOW } from '../../observe/testing/fleet.ts';
import { healthyRegion } from '../../observe/testing/healthy-region.ts';
import { fleetFile, fleetParameters } from '../../testing/fleet-file.ts';
import { healthyFleetEnvironment } from '../../testing/healthy-fleet-environment.ts';
import { interruptedAfter } from '../../testing/interrupted-after.ts';
import { runFleet } from '../../testing/run-fleet.ts';
import { trustedSemaphore } from '../../testing/semaphore-in-environment.ts';
import { runCommand } from './command.ts';

type Answers = NonNullable<Parameters<typeof healthyRegion>[0]>;

/** When each step of the job happens, in seconds after the start of the command. Absent: never. */
interface Course {
  readonly queued?: number;
  readonly raised?: number;
  readonly launched?: number;
  readonly registered?: number;
  readonly started?: number;
  readonly logged?: number;
  /** When Semaphore fails: from the moment `from` until just before the moment `to`, in seconds. */
  readonly outage?: readonly [from: number, to: number];
}

const COURSE: Course = { queued: 10, raised: 12, launched: 20, registered: 50, started: 54, logged: 58 };
const JOB = '7d5a2c1e-0000-4000-8000-000000000001';
const LINE = `Nov 24 12:00:58.000 : Running job ${JOB}`;

let semaphore: Awaited<ReturnType<typeof trustedSemaphore>>;
beforeAll(async () => {
  semaphore = await trustedSemaphore((response) => response.end('{}'));
});
afterAll(async () => {
  await semaphore[Symbol.asyncDispose]();
});

/** Runs the command while the job takes this course. */
async function run(course: Course, args: readonly string[] = [], others: Answers = {}, command = runCommand) {
  let now = () => NOW;
  const seconds = () => (now().getTime() - NOW.getTime()) / 1_000;
  const has = (event: number | undefined) => event !== undefined && seconds() >= event;
  semaphore.server.answer = (response, { url }) => {
    const [from, to] = course.outage ?? [Infinity, 0];
    if (seconds() >= from && seconds() < to) return void response.writeHead(503).end();
    const isQueued = has(course.queued) && !has(course.started);
    const agents = { idle: has(course.registered) ? 1 : 0, occupied: 0 };
    const metrics = { jobs: { queued: isQueued ? 1 : 0, running: 0 }, agents };
    response.end(JSON.stringify(url?.endsWith('/jobs') ? { jobs: isQueued ? [{ id: JOB }] : [] } : metrics));
  };
  const instance = { InstanceId: 'i-0abc', AvailabilityZone: 'eu-west-1a', InstanceType: 'm7i.large' };
  const region: Answers = {
    DescribeAutoScalingGroups: (_, reply) =>
      reply.ok({
        AutoScalingGroups: [
          { DesiredCapacity: has(course.raised) ? 1 : 0, Instances: has(course.launched) ? [instance] : [] },
        ],
      }),
    FilterLogEvents: (_, reply) =>
      reply.ok({
        events: has(course.logged)
          ? [{ eventId: '1', timestamp: now().getTime(), message: LINE, logStreamName: 'i-0abc' }]
          : [],
      }),
    ...others,
  };
  await using server = await AwsServer.start(healthyRegion(region));
  const env = healthyFleetEnvironment(server, semaphore.address);
  const withClock = (shell: Shell) => {
    ({ now } = shell);
    return command(shell);
  };
  return { ...(await runFleet(withClock, ['run', ...args], { env, now: NOW })), calls: server.calls };
}

describe('fleet run', () => {
  it('says how to start a job, then follows it until an agent has logged it', async () => {
    const { code, out, err, calls } = await run(COURSE);
    expect({ code, out: out.trimEnd().split('\n') }).toEqual({
      code: 0,
      out: [
        `   0 s  queued      job ${JOB}`,
        '   2 s  raised      desired capacity 1',
        '  10 s  launched    i-0abc, m7i.large in eu-west-1a',
        '  40 s  registered  1 agent',
        '  44 s  started     no longer queued',
        `  48 s  logged      i-0abc: ${LINE}`,
        '',
        'Next: npm run fleet -- logs --instance i-0abc --follow',
      ],
    });
    expect(err).toMatch(
      /^Waiting for the next job of ci\. Start a pipeline: the registration token cannot queue a job\.$/m,
    );
    expect(err).toContain('type: s1-...');
    const reads = calls.filter(({ action }) => action === 'FilterLogEvents').map(({ input }) => input);
    const logGroupName = '/semaphore/agent';
    expect(reads[0]).toMatchObject({
      logGroupName,
      filterPattern: '"Running job"',
      startTime: NOW.getTime(),
    });
    expect(reads.at(-1)).toMatchObject({ logGroupName, filterPattern: `"${JOB}"` });
  });

  it("prints no control characters from an agent's log", async () => {
    const message = `\u001b[2J${LINE}\u001b]0;title\u0007`;
    const { out } = await run(COURSE, [], {
      FilterLogEvents: (_, reply) =>
        reply.ok({ events: [{ eventId: '1', timestamp: 0, message, logStreamName: 'i-0abc' }] }),
    });
    expect(out).toMatch(new RegExp(`logged {6}i-0abc: ${LINE}$`, 'm'));
  });

  it('prints one JSON object per step', async () => {
    const { code, out } = await run(COURSE, ['--json']);
    expect(code).toBe(0);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({
      ...{ version: 1, command: 'run', ok: true },
      fleets: [{ fleet: 'ci', step: 'waiting', pipeline: { tokenParameter: '/ci/token' } }],
    });
    expect(lines.slice(1).map(({ fleets: [{ step, seconds }] }) => [step, seconds])).toEqual([
      ...[
        ['queued', 0],
        ['raised', 2],
        ['launched', 10],
        ['registered', 40],
        ['started', 44],
        ['logged', 48],
      ],
    ]);
    expect(lines.at(-1).fleets[0]).toMatchObject({ job: JOB, instance: 'i-0abc', line: LINE });
  });

  it('does not wait if a job is queued already', async () => {
    const { err, out } = await run({ ...COURSE, queued: 0 });
    expect(err).toBe('');
    expect(out).toMatch(/^ {3}0 s {2}queued/);
  });

  it('follows a job that an idle agent took before it was seen in the queue', async () => {
    const { code, out } = await run({ launched: 0, registered: 0, logged: 6 });
    expect({ code, steps: out.match(/^ +\d+ s +\w+/gm) }).toEqual({
      code: 0,
      steps: ['   0 s  started', '   0 s  logged'],
    });
  });

  it.each<[string, Course, RegExp]>([
    [
      'no job was queued',
      {},
      /fleet ci: no job was queued in time\n {2}Check that .* agent type.*-- status$/m,
    ],
    ['the capacity has not risen', { queued: 2 }, /queued, but since then the desired .*\n.* -- explain$/m],
    ['nothing was launched', { queued: 2, raised: 4 }, /raised, but .*launched no instance\n.* -- doctor$/m],
    [
      'no agent has registered',
      { queued: 2, raised: 4, launched: 6 },
      /launched, but .*registered\n.* -- logs --instance i-0abc$/m,
    ],
    [
      'no agent has started the job',
      { queued: 2, raised: 4, launched: 6, registered: 8 },
      /registered, but .*started the job\n.* -- status$/m,
    ],
  ])('exits with 1 at the timeout, and says what to run, if %s', async (_, course, message) => {
    expect(await run(course, ['--timeout', '1m'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(message),
    });
  });

  it('looks back in the log no further than needed, however long it waits', async () => {
    const { calls } = await run({ ...COURSE, queued: 360, started: 364, logged: 368 });
    const reads = calls.filter(({ action }) => action === 'FilterLogEvents');
    const seconds = reads.map(({ input }) => (Number(input['startTime']) - NOW.getTime()) / 1_000);
    // While the command waits, a read looks back 5 minutes: at 360 s, to 60 s. From then on, each read starts a minute before the job was queued: at 300 s.
    expect({ first: seconds[0], waiting: seconds.at(-5), following: seconds.at(-1) }).toEqual({
      ...{ first: 0, waiting: 60, following: 300 },
    });
  });

  it('does not wait for ever for the log of a job that was stopped in the queue', async () => {
    const { code, err, shell } = await run({ queued: 0, started: 4 });
    expect(code).toBe(1);
    // The job left the queue at 4 s. The command waits 180 s for its log.
    expect(shell.now().getTime() - NOW.getTime()).toBe(184_000);
    expect(err).toMatch(
      /^job 7d5a.*: started, but since then no agent has logged the job .*stopped in Semaphore/m,
    );
  });

  it('reports the timeout in JSON', async () => {
    const { out } = await run({ queued: 0 }, ['--json', '--timeout', '10s']);
    expect(JSON.parse(out.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
      ...{ ok: false, fleets: [] },
      problems: [{ key: `job ${JOB}`, remedy: expect.stringContaining('explain') }],
    });
  });

  it('continues after an outage of Semaphore, which it reports once', async () => {
    const { code, err, out } = await run({ ...COURSE, outage: [30, 44] });
    expect({ code, steps: out.match(/^ +\d+ s/gm)?.length }).toEqual({ code: 0, steps: 6 });
    expect(err.match(/503.*; trying again$/gm)).toHaveLength(1);
  });

  it('continues if the agents have no log group yet', async () => {
    const { code, err } = await run({ queued: 0 }, ['--timeout', '10s'], {
      FilterLogEvents: (_, reply) => reply.fail('ResourceNotFoundException', 'no group'),
    });
    expect({ code, err }).toEqual({ code: 1, err: expect.not.stringContaining('no group') });
  });

  it.each<[string, Answers, RegExp]>([
    [
      'the fleet is not deployed',
      { DescribeStacks: (_, reply) => reply.fail('ValidationError', 'Stack with id ci does not exist') },
      /fleet ci: there is no stack ci\n {2}Deploy it: npm run fleet -- deploy/,
    ],
    [
      'there is no token',
      { GetParameter: (_, reply) => reply.fail('ParameterNotFound', 'none') },
      /fleet ci: there is no token .*\n {2}To find out why: npm run fleet -- doctor/,
    ],
  ])('exits with 1 at once if %s', async (_, answers, message) => {
    expect(await run({}, [], answers)).toMatchObject({ code: 1, err: expect.stringMatching(message) });
  });

  it('exits with 1 at once if Semaphore does not know the token', async () => {
    semaphore.server.answer = (response) => void response.writeHead(404).end();
    await using server = await AwsServer.start(
      healthyRegion({ FilterLogEvents: (_, reply) => reply.ok({ events: [] }) }),
    );
    const env = healthyFleetEnvironment(server, semaphore.address);
    expect(await runFleet(runCommand, ['run'], { env, now: NOW })).toMatchObject({
      code: 1,
      err: expect.stringMatching(/404.*\n {2}Semaphore does not know this token[^]*token rotate$/m),
    });
  });

  it('without --timeout, waits until Ctrl-C', async () => {
    const { shell } = await run({}, [], {}, interruptedAfter(100, runCommand));
    // The 100th sleep is interrupted, so 99 sleeps of 2 s have passed.
    expect(shell.now().getTime() - NOW.getTime()).toBe(198_000);
  });

  it('requires --fleet if there are several fleets', async () => {
    using file = fleetFile({ fleets: [fleetParameters('one'), fleetParameters('two')] });
    expect(await runFleet(runCommand, ['run', '--config', file.path])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--fleet: name one fleet: the command follows one job'),
    });
  });
});
