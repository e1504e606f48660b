import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { describe, expect, it } from '@jest/globals';
import { NOW } from '../../observe/testing/fleet.ts';
import { healthyGroup, healthyRegion } from '../../observe/testing/healthy-region.ts';
import { deployedTemplate } from '../../testing/deployed-template.ts';
import type { FakeAnswers } from '../../testing/fake-shell.ts';
import { healthyFleetEnvironment } from '../../testing/healthy-fleet-environment.ts';
import { runFleet } from '../../testing/run-fleet.ts';
import { scaleCommand } from './command.ts';

type Answers = NonNullable<Parameters<typeof healthyRegion>[0]>;

interface Options extends FakeAnswers {
  readonly region?: Answers;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `scale` on the fleet `ci`, whose group has the minimum 0, the maximum 10 and the desired capacity 2. Records what it changes, in order. */
async function scale(line: string, { region = {}, env = {}, ...shell }: Options = {}) {
  const done: Answers[string] = (_, reply) => reply.ok({});
  const changes = {
    ...{ PutScheduledUpdateGroupAction: done, UpdateAutoScalingGroup: done, DeleteScheduledAction: done },
  };
  await using server = await AwsServer.start(healthyRegion({ ...changes, ...region }));
  const ran = await runFleet(scaleCommand, ['scale', ...line.split(' ')], {
    ...{ env: { ...healthyFleetEnvironment(server, 'localhost:1'), ...env }, now: NOW },
    ...shell,
  });
  const calls = server.calls.filter(({ action }) => action in changes);
  return {
    ...ran,
    calls: calls.map(({ action, input }) => ({ ...input, Action: undefined, Version: undefined, action })),
  };
}

const AutoScalingGroupName = 'ci-autoScalingGroup-1';
const ScheduledActionName = 'fleet-scale-return';
const StartTime = '2026-11-24T14:00:30Z';

const scheduled = (action: object): Answers => ({
  DescribeScheduledActions: (_, reply) =>
    reply.ok({ ScheduledUpdateGroupActions: [{ ScheduledActionName, StartTime, ...action }] }),
});
const group = (others: object): Answers => ({
  DescribeAutoScalingGroups: (_, reply) => reply.ok({ AutoScalingGroups: [{ ...healthyGroup, ...others }] }),
});

describe('fleet scale', () => {
  it('changes the group, and prints the old and new sizes and how long they last', async () => {
    const { code, out, err, calls } = await scale('--min 4 --max 20');
    expect({ code, out }).toEqual({ code: 0, out: 'ci: from 4 to 20, 4 desired\n' });
    expect(err.split('\n')).toEqual([
      expect.stringContaining('Account 111111111111, region eu-west-1'),
      'ci',
      '  minimum           0 → 4',
      '  maximum           10 → 20',
      '  desired capacity  2 → 4',
      '  This lasts until a deployment sets the configured minimum and maximum.',
      '  The scheduled action morning (0 7 * * 1-5) can change the limits earlier.',
      '',
    ]);
    expect(calls).toEqual([
      { action: 'UpdateAutoScalingGroup', AutoScalingGroupName, MinSize: '4', MaxSize: '20' },
    ]);
  });

  it('with --for, schedules the return before it changes the group', async () => {
    const { code, out, err, calls } = await scale('--min 4 --for 2h');
    expect({ code, out }).toEqual({
      code: 0,
      out: 'ci: from 4 to 10, 4 desired; at 2026-11-24 14:00:30 UTC from 0 to 10\n',
    });
    expect(err).toContain('At 2026-11-24 14:00:30 UTC, Auto Scaling sets the minimum to 0 again.');
    expect(calls).toEqual([
      {
        ...{ action: 'PutScheduledUpdateGroupAction', AutoScalingGroupName, ScheduledActionName },
        ...{ StartTime, MinSize: '0' },
      },
      { action: 'UpdateAutoScalingGroup', AutoScalingGroupName, MinSize: '4' },
    ]);
  });

  it('does not change the group if the return cannot be scheduled', async () => {
    const { code, err, calls } = await scale('--min 4 --for 2h', {
      region: { PutScheduledUpdateGroupAction: (_, reply) => reply.fail('AccessDenied', 'denied', 403) },
    });
    expect(code).toBe(1);
    expect(err).toContain('Allow autoscaling:PutScheduledUpdateGroupAction');
    expect(calls.map(({ action }) => action)).toEqual(['PutScheduledUpdateGroupAction']);
  });

  it('cancels the return if a later `scale` has no --for', async () => {
    const { code, err, calls } = await scale('--min 0', { region: scheduled({ MinSize: 0 }) });
    expect(code).toBe(0);
    expect(err).toContain('Cancels the change at 2026-11-24 14:00:30 UTC, which would set the minimum to 0.');
    expect(calls).toEqual([
      { action: 'UpdateAutoScalingGroup', AutoScalingGroupName, MinSize: '0' },
      { action: 'DeleteScheduledAction', AutoScalingGroupName, ScheduledActionName },
    ]);
  });

  it('changes the group, then cancels the return of each limit that it has changed', async () => {
    const both = { MinSize: 0, MaxSize: 5 };
    const { out, calls } = await scale('--max 20', { region: scheduled(both) });
    expect(out).toBe('ci: from 0 to 20, 2 desired\n');
    expect(calls.map(({ action }) => action)).toEqual(['UpdateAutoScalingGroup', 'DeleteScheduledAction']);
    const raised = { ...group({ MinSize: 1 }), ...scheduled(both) };
    const later = await scale('--max 20', { region: raised });
    expect(later.out).toBe('ci: from 1 to 20, 2 desired; at 2026-11-24 14:00:30 UTC from 0 to 20\n');
    expect(later.err).toContain('The new maximum lasts until a deployment sets the configured one.');
    expect(later.calls).toEqual([
      { action: 'UpdateAutoScalingGroup', AutoScalingGroupName, MaxSize: '20' },
      {
        ...{ action: 'PutScheduledUpdateGroupAction', AutoScalingGroupName, ScheduledActionName },
        // If this call had no MaxSize, the existing action would keep its MaxSize of 5.
        ...{ StartTime, MinSize: '0', MaxSize: '20' },
      },
    ]);
  });

  it('keeps the return of a limit that it does not change', async () => {
    const { err, calls } = await scale('--desired 6', {
      region: { ...group({ MinSize: 4 }), ...scheduled({ MinSize: 0 }) },
    });
    expect(err).toContain('At 2026-11-24 14:00:30 UTC, Auto Scaling sets the minimum to 0 again.');
    expect(calls).toEqual([{ action: 'UpdateAutoScalingGroup', AutoScalingGroupName, DesiredCapacity: '6' }]);
  });

  it('does not say that agents leave if the fleet has no idle timeout', async () => {
    const env = { SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT: '0' };
    expect((await scale('--desired 6', { env })).err).not.toContain('idle timeout');
  });

  it('starts agents, and says that they leave if they find no job', async () => {
    const { err, calls } = await scale('--desired 6');
    expect(err).toContain('Agents that find no job within their idle timeout leave');
    expect(calls).toEqual([{ action: 'UpdateAutoScalingGroup', AutoScalingGroupName, DesiredCapacity: '6' }]);
  });

  describe('if instances may be terminated', () => {
    it.each(['--max 1', '--desired 1', '--max 20 --for 2h'])('asks: %s', async (line) => {
      const { code, err, shell, calls } = await scale(line, { confirm: false });
      expect(code).toBe(1);
      expect(shell.questions).toEqual(['Running jobs may be terminated. Scale anyway?']);
      expect(err).toContain('DANGER: ');
      expect(calls).toEqual([]);
    });

    it('changes the group after a yes, or with --yes', async () => {
      expect(await scale('--max 1', { confirm: true })).toMatchObject({ code: 0, calls: [{ MaxSize: '1' }] });
      expect(await scale('--max 1 --yes')).toMatchObject({ code: 0, calls: [{ MaxSize: '1' }] });
    });

    it('needs --yes without a terminal', async () => {
      expect(await scale('--max 1')).toMatchObject({ code: 2, calls: [] });
    });

    it('does not ask if all instances are protected from scale-in', async () => {
      const Instances = healthyGroup.Instances.map((instance) => ({
        ...instance,
        ProtectedFromScaleIn: true,
      }));
      const region = group({ NewInstancesProtectedFromScaleIn: true, Instances });
      expect(await scale('--max 1', { region })).toMatchObject({ code: 0, calls: [{ MaxSize: '1' }] });
    });
  });

  it('refuses --for while the group does not run scheduled actions', async () => {
    const region = group({ SuspendedProcesses: [{ ProcessName: 'ScheduledActions' }] });
    const { code, err, calls } = await scale('--min 1 --for 2h', { region });
    expect({ code, calls }).toEqual({ code: 1, calls: [] });
    expect(err).toContain('its process ScheduledActions is suspended');
    expect(err).toContain('resume-processes --auto-scaling-group-name ci-autoScalingGroup-1');
    expect(await scale('--min 1', { region })).toMatchObject({ code: 0 });
    const pending = { ...region, ...scheduled({ MinSize: 3 }) };
    expect(await scale('--desired 5', { region: pending })).toMatchObject({ code: 0 });
  });

  it('returns to the limit that a scheduled action will have set by the time of the return', async () => {
    const evening = { ScheduledActionName: 'evening', Recurrence: '0 19 * * *', MinSize: 1 };
    const region: Answers = {
      DescribeScheduledActions: (_, reply) => reply.ok({ ScheduledUpdateGroupActions: [evening] }),
    };
    const returned = (MinSize: string) => ({ calls: [{ MinSize }, { MinSize: '4' }] });
    expect(await scale('--min 4 --for 12h', { region })).toMatchObject(returned('1'));
    expect(await scale('--min 4 --for 1h', { region })).toMatchObject(returned('0'));
  });

  describe('for a group with scheduled actions', () => {
    const region: Answers = {
      DescribeScheduledActions: (_, reply) =>
        reply.ok({
          ScheduledUpdateGroupActions: [
            { ScheduledActionName: 'evening', Recurrence: '0 19 * * *', MinSize: 0 },
            { ScheduledActionName: 'busy', Recurrence: '0 7 * * *', MaxSize: 30 },
          ],
        }),
    };

    it.each([
      [
        '--min 4 --for 2h',
        [
          'If the scheduled action evening (0 19 * * *) runs before that, it sets its limits then, and they stay.',
        ],
      ],
      ['--max 20', ['The scheduled action busy (0 7 * * *) can change the limits earlier.']],
      ['--desired 6', []],
    ])('says how the scheduled actions interfere with %s', async (line, expected) => {
      const { err } = await scale(line, { region });
      const lines = err.split('\n').filter((each) => each.includes('scheduled action'));
      expect(lines.map((each) => each.trim())).toEqual(expected);
    });
  });

  it.each(['--min 10 --max 5', '--desired 9 --max 5', '--min 4 --desired 2'])(
    'refuses %s before it asks AWS',
    async (line) => {
      const DescribeStacks: Answers[string] = (_, reply) => reply.fail('AccessDenied', 'denied', 403);
      const { code, err } = await scale(line, { region: { DescribeStacks } });
      expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/is (?:above|below) --/) });
    },
  );

  it('says how to deploy a fleet that is not deployed', async () => {
    const DescribeStacks: Answers[string] = (_, reply) => reply.fail('ValidationError', 'ci does not exist');
    const { code, err } = await scale('--min 1', { region: { DescribeStacks } });
    expect(code).toBe(1);
    expect(err).toContain('fleet ci: there is no stack ci');
    expect(err).toContain('npm run fleet -- deploy');
  });

  it('works with --stack and no configuration', async () => {
    const GetTemplate: Answers[string] = (_, reply) =>
      reply.ok({ TemplateBody: JSON.stringify(deployedTemplate('ci')) });
    const env = { SEMAPHORE_AGENT_STACK_NAME: '' };
    const { code, calls } = await scale('--stack ci --min 1', { region: { GetTemplate }, env });
    expect({ code, calls }).toMatchObject({ code: 0, calls: [{ AutoScalingGroupName, MinSize: '1' }] });
  });

  it('requires that --stack names only one fleet', async () => {
    const GetTemplate: Answers[string] = (_, reply) =>
      reply.ok({ TemplateBody: JSON.stringify(deployedTemplate('ci')) });
    const { code, err } = await scale('--min 1 --stack ci mac', { region: { GetTemplate } });
    expect(code).toBe(2);
    expect(err).toContain('--stack: name one fleet: each has its own sizes');
  });

  it('prints the sizes and the return as JSON', async () => {
    const { out } = await scale('--min 4 --for 2h --json');
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      fleets: [
        {
          ...{ fleet: 'ci', group: AutoScalingGroupName },
          before: { min: 0, max: 10, desired: 2 },
          after: { min: 4, max: 10, desired: 4 },
          return: { at: '2026-11-24T14:00:30.000Z', min: 0 },
        },
      ],
    });
  });
});
