import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { SemaphoreServer } from '@agent-aws-stack/semaphore-api/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HEALTHY } from '../../observe/testing/healthy-facts.ts';
import { ACTIONS, healthyGroup, healthyRegion } from '../../observe/testing/healthy-region.ts';
import { NOW } from '../../observe/testing/fleet.ts';
import { bootEvents, bootLine, firstJobLine } from '../../testing/boot-lines.ts';
import { fleetFile } from '../../testing/fleet-file.ts';
import { healthyFleetEnvironment } from '../../testing/healthy-fleet-environment.ts';
import { interruptedAfter } from '../../testing/interrupted-after.ts';
import { runFleet } from '../../testing/run-fleet.ts';
import { scalerLogEvents } from '../../testing/scaler-lines.ts';
import { trustedSemaphore } from '../../testing/semaphore-in-environment.ts';
import { statusCommand } from './command.ts';

type Answers = NonNullable<Parameters<typeof healthyRegion>[0]>;

let semaphore: Awaited<ReturnType<typeof trustedSemaphore>>;
beforeAll(async () => {
  semaphore = await trustedSemaphore((response) => response.end(JSON.stringify(HEALTHY.demand)));
});
afterAll(async () => {
  await semaphore[Symbol.asyncDispose]();
});

async function status(args: readonly string[], answers: Answers = {}, command = statusCommand) {
  const log: Answers = { FilterLogEvents: (_, reply) => reply.ok({ events: scalerLogEvents }) };
  await using server = await AwsServer.start(healthyRegion({ ...log, ...answers }));
  const env = healthyFleetEnvironment(server, semaphore.address);
  return await runFleet(command, ['status', ...args], { env, now: NOW });
}

/** A region that rejects the credentials as expired. */
const expired: Answers = Object.fromEntries(
  ACTIONS.map((action) => [action, (_, reply) => reply.fail('ExpiredToken', 'expired', 403)]),
);

const notDeployed: Answers = {
  DescribeStacks: (_, reply) => reply.fail('ValidationError', 'Stack with id ci does not exist'),
  FilterLogEvents: (_, reply) => reply.fail('ResourceNotFoundException', 'no group'),
};

describe('fleet status', () => {
  it.each([
    ['limits other than the configured ones', { MaxSize: 20 }, {}, 'from 0 to 20 (configured: from 0 to 10)'],
    [
      'a return of `scale --for` to the configured limits',
      { MaxSize: 20 },
      { MaxSize: 10 },
      'from 0 to 20 (at 2026-11-24 14:00:30 UTC from 0 to 10)',
    ],
    [
      'a return of `scale --for` to limits other than the configured ones',
      {},
      { MaxSize: 5 },
      'from 0 to 10 (at 2026-11-24 14:00:30 UTC from 0 to 5; configured: from 0 to 10)',
    ],
  ])('shows %s', async (_, group, scaleReturn, shown) => {
    const action = { ScheduledActionName: 'fleet-scale-return', StartTime: '2026-11-24T14:00:30Z' };
    const isScheduled = Object.keys(scaleReturn).length > 0;
    const { out } = await status([], {
      DescribeAutoScalingGroups: (__, reply) =>
        reply.ok({ AutoScalingGroups: [{ ...healthyGroup, ...group }] }),
      DescribeScheduledActions: (__, reply) =>
        reply.ok({ ScheduledUpdateGroupActions: isScheduled ? [{ ...action, ...scaleReturn }] : [] }),
    });
    expect(out).toContain(`2 desired, ${shown}\n`);
  });

  it('says that a person has suspended launches', async () => {
    const SuspendedProcesses = [{ ProcessName: 'Launch' }];
    const { out } = await status([], {
      DescribeAutoScalingGroups: (_, reply) =>
        reply.ok({ AutoScalingGroups: [{ ...healthyGroup, SuspendedProcesses }] }),
    });
    expect(out).toContain(
      '\nlaunches    launches of ci-autoScalingGroup-1 are suspended, not by the launch brake:',
    );
  });

  it('prints everything about a fleet on one screen', async () => {
    const { code, out } = await status([]);
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n')).toEqual([
      'ci  UPDATE_COMPLETE, as of 2026-11-24 12:00:00 UTC',
      'jobs        0 queued, 1 running',
      'agents      1 idle, 1 busy',
      `capacity    ${'█'.repeat(6)}${'░'.repeat(24)}  2 desired, from 0 to 10`,
      'instances   2: 2 InService',
      '            ID   ZONE        TYPE       MARKET     AGE  IMAGE  VERSION  STATE',
      '            i-1  eu-west-1a  m7i.large  on-demand  2h   ami-1  v1.0.0   InService',
      '            i-2  eu-west-1a  m7i.large  spot       20m  ami-1  v1.0.0   InService',
      'versions    launch template 3: 2 new (ami-1, v1.0.0), the oldest 2h',
      'activity    succeeded, 2026-11-24 11:40:00: Launching a new EC2 instance: i-2',
      'alarms      none of 5 is firing',
      expect.stringMatching(/^decisions {3}2026-11-24 11:59:01 {2}held at 0 of 10/),
      expect.stringMatching(/^ {12}2026-11-24 11:59:03 {2}raised 0 → 3/),
      expect.stringMatching(/^ {12}2026-11-24 11:59:04 {2}poll failed/),
    ]);
  });

  it.each([
    [
      'REVIEW_IN_PROGRESS',
      /^Nothing is deployed: a change set was not executed.*: npm run fleet -- deploy.*$/m,
    ],
    ['ROLLBACK_COMPLETE', /^The first deployment failed and was rolled back.*: npm run fleet -- deploy.*$/m],
    [
      'ROLLBACK_FAILED',
      /^The first deployment failed, and so did its rollback.*: npm run fleet -- deploy.*$/m,
    ],
    ['CREATE_FAILED', /^The first deployment failed\. .*: npm run fleet -- destroy.*$/m],
    [
      'UPDATE_ROLLBACK_COMPLETE',
      /^The last update failed and was rolled back.*: npm run fleet -- deploy.*$/m,
    ],
    ['UPDATE_ROLLBACK_FAILED', /^The last update failed, and so did its rollback.*continue-update-rollback/m],
  ])('says what happened to a stack in %s, and exits with 1', async (StackStatus, message) => {
    const Stacks = [{ StackName: 'ci', StackStatus, StackStatusReason: 'no room' }];
    const { code, out } = await status([], { DescribeStacks: (_, reply) => reply.ok({ Stacks }) });
    expect(code).toBe(1);
    expect(out).toMatch(new RegExp(`^ci {2}${StackStatus}, as of .*\\nno room\\n`));
    expect(out).toMatch(message);
  });

  it('exits with 0 while the stack is being updated', async () => {
    const Stacks = [{ StackName: 'ci', StackStatus: 'UPDATE_IN_PROGRESS' }];
    expect((await status([], { DescribeStacks: (_, reply) => reply.ok({ Stacks }) })).code).toBe(0);
  });

  it('shows alarms and failed activities', async () => {
    const { out } = await status([], {
      DescribeAlarms: (_, reply) =>
        reply.ok({
          MetricAlarms: [{ AlarmName: 'ci-scaler-silent', StateValue: 'ALARM', StateReason: 'no data' }],
        }),
      DescribeScalingActivities: (_, reply) =>
        reply.ok({
          Activities: [
            { StatusCode: 'Failed', StatusMessage: 'no capacity', StartTime: '2026-11-24T11:58:00Z' },
          ],
        }),
    });
    expect(out).toMatch(/^alarms {6}ci-scaler-silent: no data$/m);
    expect(out).toMatch(/^activity {4}failed, 2026-11-24 11:58:00: no capacity$/m);
  });

  it('shows everything else if a lookup is denied', async () => {
    const denied: Answers = { DescribeAlarms: (_, reply) => reply.fail('AccessDenied', 'no', 403) };
    const { code, out } = await status([], denied);
    expect(code).toBe(1);
    expect(out).toMatch(
      /^alarms {6}Not known: cloudwatch:DescribeAlarms on .*\n {12}Allow cloudwatch:DescribeAlarms/m,
    );
    expect(out).toMatch(/^capacity .*2 desired/m);
    const [plain] = JSON.parse((await status(['--json'], denied)).out).fleets;
    expect(plain).toMatchObject({
      fleet: 'ci',
      alarms: null,
      group: { desired: 2 },
      demand: HEALTHY.demand,
      unknown: { alarms: expect.stringMatching(/DescribeAlarms/) },
    });
  });

  it('prints a reason only once if several lines share it', async () => {
    const { code, out } = await status([], {
      DescribeStacks: (_, reply) => reply.fail('AccessDenied', 'no', 403),
    });
    expect(code).toBe(1);
    expect(out.match(/DescribeStacks on stack ci/g)).toHaveLength(1);
    expect(out).toMatch(/^instances {3}Not known, for the same reason$/m);
    expect(out).toMatch(/^jobs {8}0 queued, 1 running$/m);
  });

  it('prints an untrusted certificate only once for all lines, with the remedy', async () => {
    await using untrusted = await SemaphoreServer.start((response) => response.end());
    await using server = await AwsServer.start(healthyRegion(), untrusted.tls);
    const env = healthyFleetEnvironment(server, semaphore.address);
    const { code, out } = await runFleet(statusCommand, ['status'], { env, now: NOW });
    expect(code).toBe(1);
    expect(out.match(/self-signed certificate/g)).toHaveLength(1);
    expect(out.match(/NODE_EXTRA_CA_CERTS/g)).toHaveLength(1);
    expect(out.match(/Not known, for the same reason/g)).toHaveLength(6);
  });

  it('prints a refused connection only once for all lines', async () => {
    const server = await AwsServer.start(healthyRegion());
    const env = healthyFleetEnvironment(server, semaphore.address);
    await server[Symbol.asyncDispose]();
    const { code, out } = await runFleet(statusCommand, ['status'], { env, now: NOW });
    expect(code).toBe(1);
    expect(out.match(/ECONNREFUSED/g)).toHaveLength(1);
    expect(out.match(/Check the region/g)).toHaveLength(1);
  });

  it.each([[[]], [['--watch']]])(
    'prints expired credentials only once, and exits with 1: %j',
    async (args) => {
      const { code, out, err } = await status(args, expired);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err.match(/expired/g)).toHaveLength(1);
      expect(err).toContain('Sign in to AWS');
    },
  );

  it.each([[['--json']], [['--json', '--watch']]])('prints expired credentials as JSON: %j', async (args) => {
    const { code, out, err } = await status(args, expired);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      ...{ ok: false, fleets: [] },
      problems: [{ name: 'CredentialsError', remedy: expect.stringContaining('Sign in to AWS') }],
    });
  });

  it('shows one fleet even if the lookups of another fail', async () => {
    using file = fleetFile({
      defaults: { SEMAPHORE_ENDPOINT: semaphore.address, SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token' },
      fleets: [{ SEMAPHORE_AGENT_STACK_NAME: 'other' }, { SEMAPHORE_AGENT_STACK_NAME: 'ci' }],
    });
    const deny: Answers[string] = (_, reply) => reply.fail('AccessDenied', 'no', 403);
    const healthy = healthyRegion({ FilterLogEvents: (_, reply) => reply.ok({ events: [] }) });
    await using server = await AwsServer.start((call, reply) =>
      call.input['StackName'] === 'other' ? deny(call, reply) : healthy(call, reply),
    );
    const env = { ...server.environment, ...file.env };
    const { code, out } = await runFleet(statusCommand, ['status'], { env, now: NOW });
    expect(code).toBe(1);
    expect(out).toMatch(/^other {2}state unknown[^]*^ci {2}UPDATE_COMPLETE[^]*^capacity .*2 desired/m);
  });

  it('only prints how to deploy a fleet that is not deployed, and exits with 1', async () => {
    const { code, out } = await status(['--region', 'eu-west-1'], notDeployed);
    expect({ code, out }).toEqual({
      code: 1,
      out:
        'ci  not deployed, as of 2026-11-24 12:00:00 UTC\n' +
        '  Deploy the fleet: npm run fleet -- deploy --region eu-west-1\n\n',
    });
    const { code: codeOfJson, out: json } = await status(['--json'], notDeployed);
    expect(codeOfJson).toBe(1);
    expect(JSON.parse(json).fleets).toMatchObject([{ fleet: 'ci', stack: null, group: null }]);
  });

  it('repeats with --watch until it is interrupted', async () => {
    const watched = await status(['--watch', '10', '--json'], {}, interruptedAfter(3, statusCommand));
    const times = watched.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).fleets[0]?.at);
    // The last line reports the interruption, so it has no time.
    expect(times).toEqual([
      '2026-11-24T12:00:00.000Z',
      '2026-11-24T12:00:10.000Z',
      '2026-11-24T12:00:20.000Z',
      undefined,
    ]);
  });

  it('shows with --boots how long each step took on the last instances', async () => {
    const events = bootEvents(bootLine(5), bootLine(10, { startedBy: 'user-data' }), firstJobLine(5, 700));
    const reported: Answers = {
      FilterLogEvents: ({ input }, reply) =>
        reply.ok({ events: input['logGroupName'] === '/semaphore/boot' ? events : scalerLogEvents }),
    };
    const { code, out } = await status(['--boots'], reported);
    expect(code).toBe(0);
    expect(
      out
        .trimEnd()
        .slice(out.indexOf('\nboots') + 1)
        .split('\n'),
    ).toEqual([
      'boots       2 in the last 24 hours, of ami-1',
      '            started 1 by the boot unit, 1 by user data; parameters read by 2 with signed requests, by 0 with the AWS CLI; 1.0 requests to SSM each',
      '            STEP           P50     P95     INSTANCES',
      "            launch         6.00 s  6.00 s  2          from AWS's launch time to boot",
      '            kernel         1.90 s  1.90 s  2          until the first process starts',
      ...Array.from({ length: 7 }, () => expect.any(String)),
      "            total          9.25 s  9.25 s  2          from AWS's launch time until the agent asks for jobs",
      '            first-job      0.70 s  0.70 s  1          from then to the first job, if there was one',
    ]);
    const [plain] = JSON.parse((await status(['--boots', '--json'], reported)).out).fleets;
    expect(plain.boots).toMatchObject({ instances: 2, ssmCalls: 2, steps: { length: 11 } });
    expect(JSON.parse((await status(['--json'], reported)).out).fleets[0]).not.toHaveProperty('boots');
  });

  it('says with --boots that no instance has reported its boot, or that the log cannot be read', async () => {
    const answering = (answer: Answers[string]): Answers => ({
      FilterLogEvents: (call, reply) =>
        call.input['logGroupName'] === '/semaphore/boot'
          ? answer!(call, reply)
          : reply.ok({ events: scalerLogEvents }),
    });
    const none = await status(
      ['--boots'],
      answering((_, reply) => reply.fail('ResourceNotFoundException', 'there is no such group')),
    );
    expect(none).toMatchObject({ code: 0, err: '' });
    expect(none.out).toMatch(
      /^boots {7}no instance has reported its boot in the last 24 hours\n.*built by this/m,
    );
    const denied = await status(
      ['--boots'],
      answering((_, reply) => reply.fail('AccessDeniedException', 'no', 403)),
    );
    expect(denied.code).toBe(1);
    expect(denied.out).toMatch(/^boots {7}Not known: logs:FilterLogEvents on log group \/semaphore\/boot/m);
  });

  it('refuses to watch every 0 seconds', async () => {
    expect(await status(['--watch', '0'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/1 to 3600/),
    });
  });
});
