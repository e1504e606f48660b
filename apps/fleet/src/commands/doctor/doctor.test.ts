import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HEALTHY } from '../../observe/testing/healthy-facts.ts';
import { healthyRegion } from '../../observe/testing/healthy-region.ts';
import { NOW } from '../../observe/testing/fleet.ts';
import { healthyFleetEnvironment } from '../../testing/healthy-fleet-environment.ts';
import { fleetFile } from '../../testing/fleet-file.ts';
import { runFleet } from '../../testing/run-fleet.ts';
import { trustedSemaphore } from '../../testing/semaphore-in-environment.ts';
import { doctorCommand } from './command.ts';

let semaphore: Awaited<ReturnType<typeof trustedSemaphore>>;

beforeAll(async () => {
  semaphore = await trustedSemaphore((response) => response.end(JSON.stringify(HEALTHY.demand)));
});

afterAll(async () => {
  await semaphore[Symbol.asyncDispose]();
});

describe('fleet doctor', () => {
  it('prints findings, remedies and a summary, and exits with 1 if there is a failure', async () => {
    await using server = await AwsServer.start(
      healthyRegion({ DescribeRule: (_, reply) => reply.ok({ State: 'DISABLED' }) }),
    );
    const { code, out } = await runFleet(doctorCommand, ['doctor'], {
      env: healthyFleetEnvironment(server, semaphore.address),
      now: NOW,
    });
    expect(code).toBe(1);
    expect(out).toMatch(
      /^ci\n✖ failure {2}scaler-schedule .*disabled.*\n +→ aws events enable-rule --name ci-rule/,
    );
    expect(out).toMatch(/\d+ checks: \d+ ok, \d+ warnings, 1 failure\n/);
    expect(out).not.toContain('✔');
    expect(out).not.toContain(HEALTHY.token?.value);
  });

  it('warns of a Linux fleet that does not set job isolation', async () => {
    await using server = await AwsServer.start(healthyRegion({}));
    const { SEMAPHORE_AGENT_JOB_ISOLATION: isolation, ...env } = healthyFleetEnvironment(
      server,
      semaphore.address,
    );
    const warning = 'SEMAPHORE_AGENT_JOB_ISOLATION is not set, so a job has sudo';
    const errors = async (more: Readonly<Record<string, string>>) =>
      (await runFleet(doctorCommand, ['doctor'], { env: { ...env, ...more }, now: NOW })).err;
    expect(await errors({})).toContain(warning);
    expect(await errors({ SEMAPHORE_AGENT_JOB_ISOLATION: isolation })).not.toContain(warning);
  });

  it('with --all, prints failures, then warnings, then the checks that were not made, then the checks that passed', async () => {
    await using server = await AwsServer.start(
      healthyRegion({
        DescribeRule: (_, reply) => reply.ok({ State: 'DISABLED' }),
        ListServiceQuotas: (_, reply) => reply.fail('AccessDeniedException', 'no', 403),
      }),
    );
    const { out } = await runFleet(doctorCommand, ['doctor', '--all'], {
      env: healthyFleetEnvironment(server, semaphore.address),
      now: NOW,
    });
    const signs = [...out.matchAll(/^(?:✖ failure|! warning|\? unknown|✔ ok {5}) {2}/gm)].map(
      ([sign]) => sign,
    );
    expect(signs).toEqual([
      ...signs.filter((sign) => sign.startsWith('✖')),
      ...signs.filter((sign) => sign === '! warning  '),
      ...signs.filter((sign) => sign.startsWith('?')),
      ...signs.filter((sign) => sign.startsWith('✔')),
    ]);
    expect(signs[0]).toBe('✖ failure  ');
    expect(out).toMatch(
      /^\? unknown {2}quota-on-demand {8}not checked: servicequotas:ListServiceQuotas.*\n {11}→ /m,
    );
    expect(out).toMatch(/^✔ ok {7}credentials {12}arn:aws:iam::111111111111:user\/ops$/m);
  });

  it('counts the checks that were not made, and names them with --all, if the fleet is not deployed', async () => {
    await using server = await AwsServer.start(
      healthyRegion({
        DescribeStacks: (_, reply) => reply.fail('ValidationError', 'Stack with id ci does not exist'),
      }),
    );
    const options = { env: healthyFleetEnvironment(server, semaphore.address), now: NOW };
    const { out } = await runFleet(doctorCommand, ['doctor'], options);
    expect(out).toMatch(/^\? unknown {2}\d\d checks {14}not checked: there is no stack ci\n(?! {11}[a-z])/m);
    expect(out).toMatch(/^\d+ checks: \d ok, \d warnings?, 1 failure, \d\d not checked$/m);
    expect((await runFleet(doctorCommand, ['doctor', '--all'], options)).out).toMatch(
      /not checked: there is no stack ci\n {11}stack-drift, agent-config/,
    );
  });

  it('prints JSON, and exits with 0 if there are only warnings', async () => {
    await using server = await AwsServer.start(
      healthyRegion({ ListServiceQuotas: (_, reply) => reply.fail('AccessDeniedException', 'no', 403) }),
    );
    const { code, out } = await runFleet(doctorCommand, ['doctor', '--json'], {
      env: healthyFleetEnvironment(server, semaphore.address),
      now: NOW,
    });
    const [report] = JSON.parse(out).fleets;
    expect(report).toMatchObject({ fleet: 'ci', verdict: 'warning' });
    expect(report.findings).toContainEqual({
      name: 'quota-on-demand',
      verdict: 'warning',
      seen: expect.stringMatching(/not checked: servicequotas:ListServiceQuotas/),
      remedy: expect.stringMatching(/Allow servicequotas:ListServiceQuotas/),
      unknown: true,
    });
    expect(code).toBe(0);
  });

  it('reports on every fleet of a file, even if one is not deployed', async () => {
    using file = fleetFile({
      defaults: { SEMAPHORE_ENDPOINT: semaphore.address, SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token' },
      fleets: ['gone', 'ci'].map((name) => ({
        SEMAPHORE_AGENT_STACK_NAME: name,
        SEMAPHORE_AGENT_ASG_MAX_SIZE: 10,
      })),
    });
    await using server = await AwsServer.start(
      healthyRegion({
        DescribeStacks: ({ input }, reply) =>
          input['StackName'] === 'ci'
            ? reply.ok({ Stacks: [{ StackStatus: 'UPDATE_COMPLETE', RoleARN: HEALTHY.stack?.roleArn }] })
            : reply.fail('ValidationError', 'Stack with id gone does not exist'),
      }),
    );
    const args = ['doctor', '--json', '--config', file.path];
    const environment = { ...server.environment, AWS_REGION: 'eu-west-1' };
    const { code, out } = await runFleet(doctorCommand, args, { env: environment, now: NOW });
    expect(code).toBe(1);
    const [gone, ci] = JSON.parse(out).fleets;
    expect(gone).toMatchObject({ fleet: 'gone', verdict: 'failure' });
    // The missing stack is the only failure: the checks that need the stack are not made.
    const failed = gone.findings.filter(({ verdict }: { verdict: string }) => verdict === 'failure');
    expect(failed.map(({ name }: { name: string }) => name)).toEqual(['stack-state']);
    expect(gone.findings).toContainEqual(
      expect.objectContaining({
        name: 'group-capacity',
        unknown: true,
        seen: 'not checked: there is no stack gone',
      }),
    );
    expect(ci).toMatchObject({ fleet: 'ci', verdict: 'warning' });
    expect(ci.findings).toContainEqual({ name: 'group-capacity', verdict: 'ok', seen: '2 of 10' });
  });
});
