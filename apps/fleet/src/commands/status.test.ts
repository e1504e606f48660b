import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HEALTHY } from '../doctor/testing/healthy.ts';
import { healthyRegion } from '../doctor/testing/healthy-region.ts';
import { NOW } from '../doctor/testing/subject.ts';
import { healthyFleetEnvironment } from '../testing/healthy-fleet-environment.ts';
import { interruptedAfter } from '../testing/interrupted-after.ts';
import { runFleet } from '../testing/run-fleet.ts';
import { scalerLogEvents } from '../testing/scaler-lines.ts';
import { trustedSemaphore } from '../testing/semaphore-in-environment.ts';
import { statusCommand } from './status.ts';

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

describe('fleet status', () => {
  it('is one screen', async () => {
    const { code, out } = await status([]);
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n')).toEqual([
      'ci  UPDATE_COMPLETE  2026-11-24 12:00:00 UTC',
      'jobs        0 queued, 1 running',
      'agents      1 idle, 1 busy',
      `capacity    ${'█'.repeat(6)}${'░'.repeat(24)}  2 wanted, from 0 to 10`,
      'instances   2: 2 InService',
      'activity    fine, 2026-11-24 11:40:00: Launching a new EC2 instance: i-2',
      'alarms      none of 4 is on',
      expect.stringMatching(/^decisions {3}2026-11-24 11:59:01 {2}held at 0 of 10/),
      expect.stringMatching(/^ {12}2026-11-24 11:59:03 {2}raised 0 → 3/),
      expect.stringMatching(/^ {12}2026-11-24 11:59:04 {2}poll failed/),
    ]);
  });

  it('shows what is wrong', async () => {
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

  it('shows the rest when something cannot be asked', async () => {
    const denied: Answers = { DescribeAlarms: (_, reply) => reply.fail('AccessDenied', 'no', 403) };
    const { code, out } = await status([], denied);
    expect(code).toBe(0);
    expect(out).toMatch(/^alarms {6}not known: cloudwatch:DescribeAlarms on /m);
    expect(out).toMatch(/^capacity .*2 wanted/m);
    const [plain] = JSON.parse((await status(['--json'], denied)).out);
    expect(plain).toMatchObject({
      fleet: 'ci',
      alarms: null,
      group: { desired: 2 },
      demand: HEALTHY.demand,
      unknown: { alarms: expect.stringMatching(/DescribeAlarms/) },
    });
  });

  it('looks again and again until it is interrupted', async () => {
    const watched = await status(['--watch', '10', '--json'], {}, interruptedAfter(3, statusCommand));
    const looks = watched.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)[0].at);
    expect(looks).toEqual([
      '2026-11-24T12:00:00.000Z',
      '2026-11-24T12:00:10.000Z',
      '2026-11-24T12:00:20.000Z',
    ]);
  });

  it('wants whole seconds', async () => {
    expect(await status(['--watch', '0'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/1 to 3600/),
    });
  });
});
