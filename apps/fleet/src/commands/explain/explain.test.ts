import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { answerMetrics, answerWith } from '@agent-aws-stack/semaphore-api/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HEALTHY } from '../../observe/testing/healthy-facts.ts';
import { ACTIONS, healthyGroup, healthyRegion } from '../../observe/testing/healthy-region.ts';
import { NOW } from '../../observe/testing/fleet.ts';
import { fleetFile } from '../../testing/fleet-file.ts';
import { healthyFleetEnvironment } from '../../testing/healthy-fleet-environment.ts';
import { runFleet } from '../../testing/run-fleet.ts';
import { scalerLogEvents, scalerLogWith } from '../../testing/scaler-lines.ts';
import { trustedSemaphore } from '../../testing/semaphore-in-environment.ts';
import { explainCommand } from './command.ts';

type Answers = NonNullable<Parameters<typeof healthyRegion>[0]>;

let semaphore: Awaited<ReturnType<typeof trustedSemaphore>>;
beforeAll(async () => {
  semaphore = await trustedSemaphore(answerMetrics({ queued: 3, running: 1 }));
});
afterAll(async () => {
  await semaphore[Symbol.asyncDispose]();
});

async function explain(args: readonly string[], answers: Answers = {}, parameters = {}) {
  const log: Answers = { FilterLogEvents: (_, reply) => reply.ok({ events: scalerLogEvents }) };
  await using server = await AwsServer.start(healthyRegion({ ...log, ...answers }));
  const env = { ...healthyFleetEnvironment(server, semaphore.address), ...parameters };
  return await runFleet(explainCommand, ['explain', ...args], { env, now: NOW });
}

/** A region where the scaler is deployed with these variables. */
const deployedWith = (Variables: Record<string, string>): Answers => ({
  'GET /2015-03-31/functions/ci-scaler': (_, reply) =>
    reply.ok({
      Configuration: { State: 'Active', LastUpdateStatus: 'Successful', Environment: { Variables } },
    }),
});

describe('fleet explain', () => {
  it('prints what the scaler would do, why, and what it did', async () => {
    const { code, out } = await explain([]);
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n')).toEqual([
      'ci  2026-11-24 12:00:00 UTC',
      '  3 jobs queued, 1 running: 4 agents needed.',
      "  The group's limits are 0 to 10 instances, and its desired capacity is 2.",
      '  The scaler would raise the desired capacity from 2 to 4: demand.',
      '',
      '  What it did:',
      expect.stringMatching(/^ {2}2026-11-24 11:59:01 {2}held at 0 of 10/),
      expect.stringMatching(/^ {2}2026-11-24 11:59:03 {2}raised 0 → 3/),
      expect.stringMatching(/^ {2}2026-11-24 11:59:04 {2}poll failed/),
    ]);
  });

  it('distinguishes a suspension by a person from one by the launch brake', async () => {
    const SuspendedProcesses = [{ ProcessName: 'AZRebalance' }, { ProcessName: 'Launch' }];
    const answers: Answers = {
      DescribeAutoScalingGroups: (_, reply) =>
        reply.ok({ AutoScalingGroups: [{ ...healthyGroup, SuspendedProcesses }] }),
    };
    const { out } = await explain([], answers);
    expect(out).toContain('launches of ci-autoScalingGroup-1 are suspended, not by the launch brake:');
    expect(out).toMatch(
      / {4}aws autoscaling resume-processes --auto-scaling-group-name ci-autoScalingGroup-1 /,
    );
    const { out: json } = await explain(['--json'], answers);
    expect(JSON.parse(json)).toMatchObject({
      fleets: [{ launchBrake: null, otherSuspension: expect.stringContaining('not by the launch brake') }],
    });
  });

  it('does not count the jobs that the scaler has found to be held', async () => {
    const log = scalerLogWith({ queued: 45, running: 5, held: 45 });
    const { answer } = semaphore.server;
    semaphore.server.answer = answerMetrics({ queued: 47, running: 4 });
    const { out } = await explain([], { FilterLogEvents: (_, reply) => reply.ok({ events: log }) });
    semaphore.server.answer = answer;
    expect(out).toContain('47 jobs queued (46 of them held), 4 running: 5 agents needed.');
    expect(out).toContain("the organization's quota seems to allow 5 jobs of this fleet at once");
    expect(out).toContain('from 2 to 6: demand without held jobs.');
    expect(out).toContain('45 queued (45 held by the quota), 5 running');
  });

  it('counts every job if more jobs run than the quota allowed at the last decision of the scaler', async () => {
    const log = scalerLogWith({ queued: 45, running: 0, held: 45 });
    const { out } = await explain([], { FilterLogEvents: (_, reply) => reply.ok({ events: log }) });
    expect(out).toContain('3 jobs queued, 1 running: 4 agents needed.');
  });

  it('explains the deployed scaler, and mentions a different configuration', async () => {
    const { out } = await explain(
      [],
      deployedWith({
        ...HEALTHY.scaler?.environment,
        SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: 'number',
        SEMAPHORE_AGENT_OVERPROVISION_FACTOR: '2',
        SEMAPHORE_AGENT_SCALER_MAX_STEP: '3',
      }),
    );
    expect(out).toContain('Headroom adds 2: 6 agents.');
    expect(out).toContain('One decision adds at most 3 instances.');
    expect(out).toContain('from 2 to 5: demand, one step at a time.');
    expect(out).toContain('that takes effect with the next deployment');
  });

  it("prints what is wrong with the deployed scaler's environment", async () => {
    const { out } = await explain([], deployedWith({ SEMAPHORE_AGENT_STACK_NAME: 'ci' }));
    expect(out).toContain('SEMAPHORE_ENDPOINT is required');
  });

  it('prints why the decision is not known', async () => {
    const denied: Answers = {
      DescribeAutoScalingGroups: (_, reply) => reply.fail('AccessDenied', 'no', 403),
    };
    const { code, out } = await explain([], denied);
    expect(code).toBe(1);
    expect(out).toMatch(/^ {2}Not known: autoscaling:DescribeAutoScalingGroups on /m);
    const [plain] = JSON.parse((await explain(['--json'], denied)).out).fleets;
    expect(plain).toMatchObject({
      fleet: 'ci',
      explanation: null,
      unknown: { explanation: expect.stringMatching(/DescribeAutoScalingGroups/) },
    });
  });

  it('for a fleet that is not deployed, only prints how to deploy it, and exits with 1', async () => {
    const notDeployed: Answers = {
      DescribeStacks: (_, reply) => reply.fail('ValidationError', 'Stack with id ci does not exist'),
      FilterLogEvents: (_, reply) => reply.fail('ResourceNotFoundException', 'no group'),
    };
    const { code, out } = await explain(['--region', 'eu-west-1'], notDeployed);
    expect({ code, out }).toEqual({
      code: 1,
      out:
        'ci  not deployed, as of 2026-11-24 12:00:00 UTC\n' +
        '  Deploy the fleet: npm run fleet -- deploy --region eu-west-1\n\n',
    });
    const { code: codeOfJson, out: json } = await explain(['--json'], notDeployed);
    expect(codeOfJson).toBe(1);
    expect(JSON.parse(json).fleets).toMatchObject([{ fleet: 'ci', isDeployed: false, explanation: null }]);
  });

  it("exits with 1 if only the scaler's log cannot be read", async () => {
    const { code, out } = await explain([], {
      FilterLogEvents: (_, reply) => reply.fail('AccessDeniedException', 'no', 403),
    });
    expect(code).toBe(1);
    expect(out).toMatch(/would raise[^]*Not known: logs:FilterLogEvents on /);
  });

  it('adds --fleet to the remedies if there are several fleets', async () => {
    using file = fleetFile({
      defaults: { SEMAPHORE_ENDPOINT: semaphore.address, SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token' },
      fleets: [{ SEMAPHORE_AGENT_STACK_NAME: 'one' }, { SEMAPHORE_AGENT_STACK_NAME: 'two' }],
    });
    const { answer } = semaphore.server;
    semaphore.server.answer = answerWith(404);
    await using server = await AwsServer.start(healthyRegion());
    const env = { ...server.environment, ...file.env };
    const { out } = await runFleet(explainCommand, ['explain'], { env, now: NOW });
    semaphore.server.answer = answer;
    expect(out).toMatch(/^one[^]*token rotate --fleet one\n[^]*^two[^]*token rotate --fleet two\n/m);
  });

  it('reports expired credentials once, with the remedy', async () => {
    const expired: Answers[string] = (_, reply) => reply.fail('ExpiredToken', 'expired', 403);
    const answers = Object.fromEntries(ACTIONS.map((action) => [action, expired]));
    const { code, out, err } = await explain([], answers);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^[^\n]*expired\n {2}Sign in to AWS[^\n]*\n$/);
  });

  it('suggests the doctor, with the typed options, if the scaler has logged nothing', async () => {
    const { code, out } = await explain(['--region', 'eu-west-1'], {
      FilterLogEvents: (_, reply) => reply.ok({ events: [] }),
    });
    expect(code).toBe(0);
    expect(out).toContain('To check whether the scaler runs: npm run fleet -- doctor --region eu-west-1\n');
  });

  it('prints the decision and its steps as JSON', async () => {
    const [plain] = JSON.parse((await explain(['--json'])).out).fleets;
    expect(plain).toMatchObject({
      explanation: { decision: { kind: 'raise', target: 4, reason: 'demand' }, steps: expect.any(Array) },
      changesWithDeploy: false,
      unknown: {},
    });
  });

  it('prints that a fleet has no scaler', async () => {
    const { out } = await explain([], {
      ListStackResources: (_, reply) =>
        reply.ok({
          StackResourceSummaries: [
            {
              LogicalResourceId: 'autoScalingGroup',
              ResourceType: 'AWS::AutoScaling::AutoScalingGroup',
              PhysicalResourceId: 'ci-autoScalingGroup-1',
            },
          ],
        }),
    });
    expect(out).toContain('This fleet has no scaler');
  });
});
