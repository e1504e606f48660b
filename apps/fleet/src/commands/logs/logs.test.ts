import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { describe, expect, it } from '@jest/globals';
import { healthyRegion } from '../../observe/testing/healthy-region.ts';
import { NOW } from '../../observe/testing/fleet.ts';
import { healthyFleetEnvironment } from '../../testing/healthy-fleet-environment.ts';
import { interruptedAfter } from '../../testing/interrupted-after.ts';
import { fleetFile, fleetParameters } from '../../testing/fleet-file.ts';
import { runFleet } from '../../testing/run-fleet.ts';
import { scalerLogEvents } from '../../testing/scaler-lines.ts';
import { logsCommand } from './command.ts';

type Answers = NonNullable<Parameters<typeof healthyRegion>[0]>;

async function logs(args: readonly string[], answers: Answers, command = logsCommand, parameters = {}) {
  await using server = await AwsServer.start(healthyRegion(answers));
  const env = { ...healthyFleetEnvironment(server, 'acme.semaphoreci.com'), ...parameters };
  return { ...(await runFleet(command, ['logs', ...args], { env, now: NOW })), calls: server.calls };
}

const scaler: Answers = { FilterLogEvents: (_, reply) => reply.ok({ events: scalerLogEvents }) };

describe('fleet logs', () => {
  it("shows the scaler's decisions of the last hour, each once", async () => {
    const { code, out, calls } = await logs([], scaler);
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n')).toEqual([
      '2026-11-24 11:59:01  held at 0 of 10 (demand met): 0 queued, 0 running; agents 0 idle, 0 busy',
      '2026-11-24 11:59:03  raised 0 → 3 of 10 (demand): 3 queued, 0 running; agents 0 idle, 0 busy',
      '2026-11-24 11:59:04  poll failed: SemaphoreStatusError: status 503',
    ]);
    expect(calls[0]?.input).toMatchObject({
      logGroupName: '/aws/lambda/ci/agent-scaler',
      startTime: NOW.getTime() - 3_600_000,
    });
  });

  it('includes repeated decisions with --all, and prints one JSON document', async () => {
    const { out } = await logs(['--all', '--json', '--since', '5m'], scaler);
    const [{ fleet, entries }] = JSON.parse(out).fleets;
    expect(fleet).toBe('ci');
    expect(entries).toHaveLength(4);
    expect(entries[2]).toMatchObject({ decision: 'raise', at: '2026-11-24T11:59:03.000Z' });
  });

  it('continues with --follow until it is interrupted', async () => {
    let reads = 0;
    const { out } = await logs(
      ['--follow'],
      { FilterLogEvents: (_, reply) => reply.ok({ events: scalerLogEvents.slice(0, (reads += 2)) }) },
      interruptedAfter(3, logsCommand),
    );
    expect(reads).toBe(6);
    expect(out.trimEnd().split('\n')).toHaveLength(3);
  });

  it.each([
    [['--since', 'yesterday'], 2, /yesterday is not a time/],
    [['--instance', 'linux-1'], 2, /linux-1 is not an instance id/],
    [['--instance', 'i-123'], 2, /i-123 is not an instance id\n {2}It looks like i-0123456789abcdef0/],
    [['--instance', 'i-0123456789abcdef01'], 2, /is not an instance id/],
  ])('refuses %j', async (args, code, message) => {
    expect(await logs(args, scaler)).toMatchObject({ code, err: expect.stringMatching(message) });
  });

  it('requires --fleet if there are several fleets', async () => {
    using file = fleetFile({ fleets: [fleetParameters('one'), fleetParameters('two')] });
    const { code, err } = await runFleet(logsCommand, ['logs', '--config', file.path]);
    expect(code).toBe(2);
    expect(err).toMatch(/--fleet: name one fleet/);
  });

  it('reports that there is no log before the first deployment', async () => {
    const { code, err } = await logs([], {
      FilterLogEvents: (_, reply) => reply.fail('ResourceNotFoundException', 'no group'),
    });
    expect(code).toBe(1);
    expect(err).toMatch(/agent-scaler: does not exist\n {2}Deploy the fleet: npm run fleet -- deploy\n/);
  });

  it('explains that a new scaler has logged nothing yet; prints no entries with --json', async () => {
    const fresh: Answers = {
      FilterLogEvents: (_, reply) =>
        reply.ok({ events: [{ eventId: '1', timestamp: NOW.getTime(), message: 'START RequestId: 1' }] }),
    };
    const { code, out, err } = await logs(['--region', 'eu-west-1'], fresh);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err.split('\n')).toEqual([
      'The scaler has logged nothing since 2026-11-24 11:00:00 UTC in /aws/lambda/ci/agent-scaler',
      expect.stringContaining('--follow waits for it'),
      '  To check whether it runs: npm run fleet -- doctor --region eu-west-1',
      '',
    ]);
    const json = await logs(['--json'], fresh);
    expect(json).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(json.out).fleets).toEqual([{ fleet: 'ci', entries: [] }]);
  });

  it('explains only once that nothing has been logged yet', async () => {
    let reads = 0;
    const { out, err } = await logs(
      ['--follow'],
      { FilterLogEvents: (_, reply) => reply.ok({ events: (reads += 1) < 3 ? [] : scalerLogEvents }) },
      interruptedAfter(3, logsCommand),
    );
    expect(err.match(/logged nothing/g)).toHaveLength(1);
    expect(out.trimEnd().split('\n')).toHaveLength(3);
  });

  it('explains that a fleet without a scaler has no decisions', async () => {
    const answers: Answers = { FilterLogEvents: (_, reply) => reply.fail('ResourceNotFoundException', 'no') };
    const { code, err } = await logs([], answers, logsCommand, {
      SEMAPHORE_AGENT_USE_DYNAMIC_SCALING: 'false',
    });
    expect(code).toBe(1);
    expect(err).toMatch(/^SEMAPHORE_AGENT_USE_DYNAMIC_SCALING: is false/m);
  });
});

describe('fleet logs --instance', () => {
  const ID = 'i-0123456789abcdef0';
  const groups: Answers = {
    DescribeLogGroups: (_, reply) =>
      reply.ok({ logGroups: [{ logGroupName: '/semaphore/agent' }, { logGroupName: '/semaphore/system' }] }),
  };
  const event = (second: number, message: string) => ({
    eventId: `${second}`,
    timestamp: NOW.getTime() + second * 1_000,
    message,
  });

  it('shows the lines of all log groups, sorted by time', async () => {
    const { code, out } = await logs(['--instance', ID], {
      ...groups,
      FilterLogEvents: ({ input }, reply) =>
        reply.ok({
          events:
            input['logStreamNamePrefix'] !== ID
              ? []
              : input['logGroupName'] === '/semaphore/agent'
                ? [event(2, 'registered')]
                : [event(1, 'booted')],
        }),
    });
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n')).toEqual([
      '2026-11-24 12:00:01  /semaphore/system  booted',
      '2026-11-24 12:00:02  /semaphore/agent  registered',
    ]);
  });

  const streams = (calls: Awaited<ReturnType<typeof logs>>['calls']) => [
    ...new Set(calls.flatMap(({ input }) => input['logStreamNamePrefix'] ?? [])),
  ];
  const none: Answers = { ...groups, FilterLogEvents: (_, reply) => reply.ok({ events: [] }) };
  const tagged: Answers = {
    ...none,
    DescribeInstances: (_, reply) =>
      reply.ok({
        reservationSet: [
          { instancesSet: [{ tagSet: [{ key: 'aws:cloudformation:stack-name', value: 'tagged' }] }] },
        ],
      }),
  };

  it.each<[string, readonly string[], Answers, object, readonly string[]]>([
    ['of the configuration', [], none, {}, ['ci']],
    ['that --stack names', ['--stack', 'one', 'two'], none, {}, ['one', 'two']],
    [
      "in the instance's tag, without a configuration",
      [],
      tagged,
      { SEMAPHORE_AGENT_STACK_NAME: '' },
      ['tagged'],
    ],
  ])(
    'looks for the streams <id> and <stack>/<id>, with each stack %s',
    async (_, args, answers, parameters, stacks) => {
      const { calls } = await logs(['--instance', ID, ...args], answers, logsCommand, parameters);
      expect(streams(calls)).toEqual([ID, ...stacks.map((name) => `${name}/${ID}`)]);
    },
  );

  it('shows the console output if CloudWatch has no lines', async () => {
    const { out, err } = await logs(['--instance', ID], {
      ...groups,
      FilterLogEvents: (_, reply) => reply.ok({ events: [] }),
      GetConsoleOutput: (_, reply) => reply.ok({ output: Buffer.from('no network').toString('base64') }),
    });
    expect(out).toBe('no network\n');
    expect(err).toMatch(/this is the console output:/);
  });

  it("does not let a job's output control the terminal", async () => {
    const hostile = 'ok\u001b[2J\u001b]0;root\u0007\u009b31m\rfake';
    const lines = await logs(['--instance', ID], {
      ...groups,
      FilterLogEvents: (_, reply) => reply.ok({ events: [event(1, hostile)] }),
    });
    expect(lines.out).toMatch(/ {2}okfake\n/);
    const console = await logs(['--instance', ID], {
      ...groups,
      FilterLogEvents: (_, reply) => reply.ok({ events: [] }),
      GetConsoleOutput: (_, reply) => reply.ok({ output: Buffer.from(hostile).toString('base64') }),
    });
    expect(console.out).toBe('okfake\n');
  });

  it('fails if there are neither lines nor console output', async () => {
    const { code, err } = await logs(['--instance', ID], {
      ...groups,
      FilterLogEvents: (_, reply) => reply.fail('ResourceNotFoundException', 'no group'),
      GetConsoleOutput: (_, reply) => reply.fail('InvalidInstanceID.NotFound', 'no instance'),
    });
    expect(code).toBe(1);
    expect(err).toMatch(/i-0123456789abcdef0: has no log lines/);
  });
});
