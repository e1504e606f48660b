import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  DeleteScheduledActionCommand,
  DescribeScheduledActionsCommand,
  PutScheduledUpdateGroupActionCommand,
  type PutScheduledUpdateGroupActionCommandInput,
  SuspendProcessesCommand,
} from '@aws-sdk/client-auto-scaling';
import { EndpointFixture } from '../../testing/endpoint-fixture.ts';
import { eventually } from '../../testing/simulator-fixture.ts';

const AutoScalingGroupName = 'lab';
const inMs = (ms: number) => new Date(Math.ceil((Date.now() + ms) / 1_000) * 1_000);

describe('scheduled actions', () => {
  let endpoint: EndpointFixture;
  beforeAll(async () => {
    endpoint = await EndpointFixture.start();
  });
  afterAll(() => endpoint.close());
  beforeEach(() => endpoint.reset());

  const put = (input: Partial<PutScheduledUpdateGroupActionCommandInput>) =>
    endpoint.client().send(
      new PutScheduledUpdateGroupActionCommand({
        ...{ AutoScalingGroupName, ScheduledActionName: 'back', StartTime: inMs(3_600_000) },
        ...input,
      }),
    );
  const described = async () => {
    const command = new DescribeScheduledActionsCommand({ AutoScalingGroupName });
    const { ScheduledUpdateGroupActions = [] } = await endpoint.client().send(command);
    return ScheduledUpdateGroupActions;
  };

  it('are described until they are deleted, and an update of an action keeps the sizes that it leaves out', async () => {
    await put({ MinSize: 2 });
    const StartTime = inMs(7_200_000);
    await put({ MaxSize: 2, StartTime });
    const action = { AutoScalingGroupName, ScheduledActionName: 'back', Time: StartTime, StartTime };
    expect(await described()).toEqual([{ ...action, MinSize: 2, MaxSize: 2 }]);
    const remove = new DeleteScheduledActionCommand({ AutoScalingGroupName, ScheduledActionName: 'back' });
    await endpoint.client().send(remove);
    expect(await described()).toEqual([]);
    await expect(endpoint.client().send(remove)).rejects.toMatchObject({ name: 'ValidationError' });
  });

  it('change the sizes at their time, once', async () => {
    await endpoint.setDesired(3);
    await put({ MinSize: 0, MaxSize: 2, StartTime: inMs(100) });
    await eventually(
      () => endpoint.region.forwarded,
      ({ length }) => length > 0,
    );
    const [forwarded] = endpoint.region.forwarded;
    expect(Object.fromEntries(new URLSearchParams(forwarded))).toMatchObject({ MinSize: '0', MaxSize: '2' });
    expect(endpoint.fleet.events()).toContainEqual(
      expect.objectContaining({ type: 'desired-changed', from: 3, to: 2, by: 'scheduled action back' }),
    );
    expect(await described()).toEqual([]);
  });

  it('recur at the times of their cron expression, in their time zone', async () => {
    await put({ StartTime: undefined, Recurrence: '30 6 * * *', TimeZone: 'Asia/Tokyo', MinSize: 1 });
    const [action] = await described();
    expect(action).toMatchObject({ Recurrence: '30 6 * * *', TimeZone: 'Asia/Tokyo', MinSize: 1 });
    expect(action?.StartTime?.toISOString()).toMatch(/T21:30:00\.000Z$/);
  });

  it('do nothing while the process ScheduledActions is suspended', async () => {
    const ScalingProcesses = ['ScheduledActions'];
    await endpoint.client().send(new SuspendProcessesCommand({ AutoScalingGroupName, ScalingProcesses }));
    await put({ MinSize: 0, StartTime: inMs(100) });
    for (; (await described()).length > 0;);
    expect(endpoint.region.forwarded).toEqual([]);
  });

  it.each([
    ['without a size', {}, 'ValidationError'],
    ['in the past', { MinSize: 1, StartTime: new Date('2020-01-01T00:00:00Z') }, 'ValidationError'],
    ['with an end', { MinSize: 1, EndTime: new Date('2099-01-01T00:00:00Z') }, 'ValidationError'],
    [
      'with an invalid recurrence',
      { MinSize: 1, StartTime: undefined, Recurrence: '0 25 * * *' },
      'ValidationError',
    ],
    ['without a time', { MinSize: 1, StartTime: undefined }, 'ValidationError'],
    ['of an unknown group', { MinSize: 1, AutoScalingGroupName: 'nobody' }, 'ValidationError'],
    ['at the time of another action', { MinSize: 1, ScheduledActionName: 'other' }, 'AlreadyExistsFault'],
  ])('are refused %s', async (_, input, name) => {
    const StartTime = inMs(3_600_000);
    await put({ MinSize: 0, StartTime });
    await expect(put({ StartTime, ...input })).rejects.toMatchObject({ name });
  });
});
