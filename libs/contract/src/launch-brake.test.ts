import { describe, expect, it } from '@jest/globals';
import { launchBrakeValue, readLaunchBrake, type LaunchBrake } from './launch-brake.ts';

const since = Date.UTC(2026, 2, 1, 10);
const open = { kind: 'open', since, probes: 0, probedAt: undefined, withoutSemaphore: false } as const;

describe("the launch brake's tag", () => {
  it.each<[LaunchBrake, string]>([
    [{ kind: 'watching', since }, 'agent-scaler watches launches since 2026-03-01T10:00:00Z'],
    [open, 'open since 2026-03-01T10:00:00Z by agent-scaler - probes=0'],
    [
      { ...open, kind: 'probing', probes: 2, probedAt: since + 60_000, withoutSemaphore: true },
      'probing since 2026-03-01T10:00:00Z by agent-scaler - probes=2 probed=2026-03-01T10:01:00Z without-semaphore',
    ],
    [{ ...open, agents: 5 }, 'open since 2026-03-01T10:00:00Z by agent-scaler - probes=0 agents=5'],
  ])('is read as it was written: %j', (brake, value) => {
    expect(launchBrakeValue(brake)).toBe(value);
    expect(readLaunchBrake(value)).toEqual(brake);
    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions
    expect(value).toMatch(/^[\p{L}\d _.:/=+\-@]{1,256}$/u);
  });

  it.each([
    '',
    'open',
    'suspended by ann',
    'open since yesterday by agent-scaler - probes=1',
    'agent-scaler watches launches since 2026-03-41T10:00:00Z',
    'open since 2026-03-01T10:00:00Z by agent-scaler - probes=1 probed=2026-03-01T31:00:00Z',
  ])('is not read if the scaler cannot have written it: %s', (value) => {
    expect(readLaunchBrake(value)).toBeUndefined();
  });
});
