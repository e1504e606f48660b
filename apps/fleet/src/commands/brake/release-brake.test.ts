import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { describe, expect, it } from '@jest/globals';
import { LAUNCH_BRAKE_TAG, launchBrakeValue, type LaunchBrake } from '@agent-aws-stack/contract';
import { NOW } from '../../observe/testing/fleet.ts';
import { healthyGroup, healthyRegion } from '../../observe/testing/healthy-region.ts';
import { healthyFleetEnvironment } from '../../testing/healthy-fleet-environment.ts';
import { runFleet } from '../../testing/run-fleet.ts';
import { brakeCommand } from './command.ts';

const since = Date.UTC(2026, 10, 24, 11, 30);
const open = { kind: 'open', since, probes: 2, probedAt: since, withoutSemaphore: false } as const;

async function release(brake: LaunchBrake | undefined, suspended: readonly string[], ...more: string[]) {
  const Tags = brake && [{ Key: LAUNCH_BRAKE_TAG, Value: launchBrakeValue(brake) }];
  const SuspendedProcesses = suspended.map((ProcessName) => ({ ProcessName }));
  const group = { ...healthyGroup, ...(Tags && { Tags }), SuspendedProcesses };
  await using server = await AwsServer.start(
    healthyRegion({
      DescribeAutoScalingGroups: (_, reply) => reply.ok({ AutoScalingGroups: [group] }),
      ResumeProcesses: (_, reply) => reply.ok({}),
      DeleteTags: (_, reply) => reply.ok({}),
    }),
  );
  const ran = await runFleet(brakeCommand, ['brake', 'release', ...more], {
    ...{ env: healthyFleetEnvironment(server, 'localhost:1'), now: NOW },
  });
  const changes = server.calls.filter(({ action }) => /^(Resume|Delete)/.test(action));
  return { ...ran, changes };
}

describe('fleet brake release', () => {
  it.each(['open', 'probing'] as const)('resumes launches, then removes the tag (%s)', async (kind) => {
    const { code, out, changes } = await release({ ...open, kind }, ['AZRebalance', 'Launch']);
    expect({ code, out }).toEqual({
      code: 0,
      out: 'ci: launches are resumed; the launch brake had been open since 2026-11-24 11:30:00 UTC\n',
    });
    expect(changes).toMatchObject([
      { action: 'ResumeProcesses', input: { 'ScalingProcesses.member.1': 'Launch' } },
      { action: 'DeleteTags', input: { 'Tags.member.1.Key': LAUNCH_BRAKE_TAG } },
    ]);
    expect(changes[0]?.input).not.toHaveProperty(['ScalingProcesses.member.2']);
  });

  it.each([
    ['a closed brake', undefined],
    ['a scaler that only watches', { kind: 'watching', since } as const],
  ])('changes nothing for %s', async (_, brake) => {
    const { code, out, changes } = await release(brake, ['AZRebalance']);
    expect({ code, out, changes }).toEqual({
      code: 0,
      out: 'ci: the launch brake is not open\n',
      changes: [],
    });
  });

  it('does not resume launches that a person has suspended', async () => {
    const { code, err, changes } = await release(undefined, ['Launch']);
    expect({ code, changes }).toEqual({ code: 1, changes: [] });
    expect(err).toContain('a person, not the launch brake, has suspended its launches');
  });

  it('reports the release as JSON', async () => {
    const { out } = await release(open, ['Launch'], '--json');
    expect(JSON.parse(out)).toMatchObject({
      fleets: [{ fleet: 'ci', released: true, openedAt: '2026-11-24T11:30:00.000Z' }],
    });
  });
});
