import { describe, expect, it } from '@jest/globals';
import type { LaunchBrake } from '@agent-aws-stack/contract';
import type { LaunchSight } from './brake-sight.ts';
import { decideBrake, earlyMsOf } from './decide-brake.ts';
import type { Launch } from './rounds.ts';

const MINUTE = 60_000;
const EARLY = 10 * MINUTE;
const NOW = 1_000 * MINUTE;
const at = (minutes: number) => NOW + minutes * MINUTE;

const quiet: LaunchSight = {
  ...{ now: NOW, since: at(-1), registered: false, changed: false, missesAgents: true },
  hasSemaphore: true,
  tokenRefused: false,
  ...{ brake: undefined, launchSuspended: false, launches: [] },
};
/** Launches of one instance each, at these minutes from now. Each instance ends when the next is launched; the last has not ended. */
const chain = (...minutes: readonly number[]): Launch[] =>
  minutes.map((from, index) => {
    const end = minutes[index + 1];
    return {
      instanceId: `i-${index}`,
      startedAt: at(from),
      endedAt: end === undefined ? undefined : at(end),
      cause: end === undefined ? undefined : `ended at ${end}`,
    };
  });
const watching: LaunchBrake = { kind: 'watching', since: at(-6) };
const open = {
  ...{ kind: 'open', since: at(-4), probes: 0, probedAt: undefined, withoutSemaphore: false },
} as const satisfies LaunchBrake;
const probing = { ...open, kind: 'probing', probes: 1, probedAt: at(-1) } as const satisfies LaunchBrake;
const probes = (probesBefore: number) => ({
  brake: { ...open, kind: 'probing', probes: probesBefore + 1, probedAt: NOW },
  process: 'resume',
});

describe('decideBrake with a launch timeout of 30 minutes', () => {
  const slow = { brake: { kind: 'watching', since: at(-100) }, launches: chain(-100, -69, -38, -7) } as const;
  const decide = (timeoutMs?: number) => decideBrake({ ...quiet, ...slow }, earlyMsOf(timeoutMs));

  it('opens after three rounds that the timeout ended', () => {
    expect(decide(30 * MINUTE)).toMatchObject({ process: 'suspend', event: { what: 'opened', rounds: 3 } });
    expect(decide()).toBeUndefined();
  });

  it('counts an end within 31 minutes as early; with a timeout of 5 minutes or none, only within 10', () => {
    expect([earlyMsOf(), earlyMsOf(5 * MINUTE), earlyMsOf(30 * MINUTE)]).toEqual([EARLY, EARLY, 31 * MINUTE]);
  });
});

describe('decideBrake', () => {
  it.each<[string, Partial<LaunchSight>, object | undefined]>([
    ['does nothing while instances boot', { launches: chain(-1) }, undefined],
    [
      'watches from the launch of the first instance that ended without an agent',
      { launches: chain(-3, -0.5) },
      { brake: { kind: 'watching', since: at(-3) } },
    ],
    [
      'watches from after the last launch whose instance ended before the scaler looked, because the agent of that instance may have registered',
      {
        launches: [
          ...chain(-9, -5),
          ...chain(-4, -2),
          { instanceId: 'i', startedAt: at(-9.5), endedAt: at(-0.5) },
        ],
      },
      { brake: { kind: 'watching', since: at(-4) + 1_000 } },
    ],
    [
      'watches only from the time at which the scaler began to look, if Semaphore refuses the token',
      { hasSemaphore: false, tokenRefused: true, launches: chain(-3, -0.5) },
      { brake: { kind: 'watching', since: at(-1) } },
    ],
    [
      'does not begin to watch because of an end that an earlier look has seen',
      { launches: chain(-3, -2) },
      undefined,
    ],
    [
      'does not begin to watch if agents come and go',
      { changed: true, launches: chain(-3, -0.5) },
      undefined,
    ],
    [
      'does not begin to watch when an idle agent leaves',
      { launches: [{ instanceId: 'i', startedAt: at(-3), endedAt: at(-0.5), isScaleIn: true }] },
      undefined,
    ],
    [
      'watches from the launch of an instance that was still there when polls began to come close together',
      { closeSince: at(-1), launches: chain(-3, -0.5) },
      { brake: { kind: 'watching', since: at(-3) } },
    ],
    [
      'does not count a round that ended before polls began to come close together',
      { brake: watching, closeSince: at(-3), launches: chain(-6, -4, -2, -0.5) },
      { brake: { kind: 'watching', since: at(-4) } },
    ],
    [
      'counts a round whose instance was still there when polls began to come close together',
      { brake: watching, closeSince: at(-5), launches: chain(-6, -4, -2, -0.5) },
      { process: 'suspend', event: { what: 'opened', rounds: 3 } },
    ],
    [
      'begins to count anew if polls come close together only from now on',
      { brake: watching, closeSince: NOW, launches: chain(-6, -4, -2, -0.5).slice(0, 3) },
      { brake: { kind: 'watching', since: NOW } },
    ],
    ['goes on watching after two rounds', { brake: watching, launches: chain(-6, -4, -2) }, undefined],
    [
      'stops watching when an agent comes or goes',
      { brake: watching, changed: true, launches: chain(-6, -4, -2) },
      { brake: undefined },
    ],
    [
      'stops watching when no agent is missing',
      { brake: watching, missesAgents: false, launches: chain(-6, -4, -2) },
      { brake: undefined },
    ],
    [
      'stops watching when a person suspends launches',
      { brake: watching, launchSuspended: true, launches: chain(-6, -4, -2) },
      { brake: undefined },
    ],
    [
      'stops watching after 45 minutes without a launch',
      { brake: { ...watching, since: at(-60) }, launches: chain(-60, -58) },
      { brake: undefined },
    ],
    [
      'opens after three rounds',
      { brake: watching, agents: 2, launches: chain(-6, -4, -2, -0.5) },
      {
        brake: { ...open, since: NOW, agents: 2 },
        process: 'suspend',
        event: { what: 'opened', rounds: 3, cause: 'ended at -0.5' },
      },
    ],
    [
      'stops watching while it cannot know whether agents register',
      { brake: watching, hasSemaphore: false, launches: chain(-6, -4, -2, -0.5) },
      { brake: undefined },
    ],
    [
      'opens if Semaphore refuses the token, and notes that it opened without Semaphore',
      { brake: watching, hasSemaphore: false, tokenRefused: true, launches: chain(-6, -4, -2, -0.5) },
      { brake: { withoutSemaphore: true } },
    ],
    [
      'never touches what a person has suspended',
      { launchSuspended: true, launches: chain(-6, -4, -2, -0.5) },
      undefined,
    ],
    ['stays open for five minutes', { brake: open, launchSuspended: true }, undefined],
    [
      'probes after five minutes',
      { brake: { ...open, since: at(-5) }, launchSuspended: true },
      { process: 'resume', brake: { kind: 'probing', probes: 1, probedAt: NOW } },
    ],
    [
      'does not probe ten minutes after the second probe',
      { brake: { ...open, probes: 2, probedAt: at(-10) }, launchSuspended: true },
      undefined,
    ],
    [
      'probes ten minutes after the first probe',
      { brake: { ...open, probes: 1, probedAt: at(-10) }, launchSuspended: true },
      probes(1),
    ],
    [
      'probes every 30 minutes in the end',
      { brake: { ...open, probes: 9, probedAt: at(-30) }, launchSuspended: true },
      probes(9),
    ],
    [
      'probes at once when agents have left since it opened',
      {
        brake: { ...open, agents: 3 },
        agents: 2,
        launchSuspended: true,
        launches: chain(-9, -7, -6, -5, -4),
      },
      { process: 'resume', brake: { kind: 'probing', probes: 1, probedAt: NOW, agents: 2 } },
    ],
    [
      'does not probe at once when no agent has left since it opened',
      { brake: { ...open, agents: 3 }, agents: 3, launchSuspended: true },
      undefined,
    ],
    [
      'probes 5 instead of 20 minutes after the second probe when agents have left since then',
      { brake: { ...open, probes: 2, probedAt: at(-5), agents: 3 }, agents: 2, launchSuspended: true },
      probes(2),
    ],
    [
      'waits five minutes after a probe even if agents have left since then',
      { brake: { ...open, probes: 1, probedAt: at(-4), agents: 3 }, agents: 2, launchSuspended: true },
      undefined,
    ],
    [
      'launches no sixth round within 30 minutes even if agents have left since its last probe',
      {
        ...{ brake: { ...open, probes: 1, probedAt: at(-6), agents: 3 }, agents: 2, launchSuspended: true },
        launches: chain(-29, -27, -25, -23, -21),
      },
      undefined,
    ],
    [
      'launches no sixth round within 30 minutes',
      { brake: { ...open, since: at(-20) }, launchSuspended: true, launches: chain(-29, -27, -25, -23, -21) },
      undefined,
    ],
    [
      'probes at once when the scaler reaches Semaphore again',
      {
        brake: { ...open, withoutSemaphore: true },
        launchSuspended: true,
        launches: chain(-9, -7, -5, -4, -3),
      },
      probes(0),
    ],
    [
      'closes when an agent registers',
      { brake: open, registered: true, launchSuspended: true },
      { brake: undefined, process: 'resume', event: { what: 'closed' } },
    ],
    [
      'takes the next round for a probe if a person has resumed launches',
      { brake: open },
      { brake: { kind: 'probing', probes: 1, probedAt: NOW } },
    ],
    ['waits for the launch of a probe', { brake: probing, launches: chain(-2) }, undefined],
    [
      'suspends launches after the launch of a probe',
      { brake: probing, launches: chain(-1) },
      { brake: { ...probing, kind: 'open' }, process: 'suspend' },
    ],
    [
      'closes when an agent of the probe registers',
      { brake: probing, registered: true, launches: chain(-1) },
      { brake: undefined, event: { what: 'closed' } },
    ],
    [
      'leaves alone what a person suspends during a probe',
      { brake: probing, launchSuspended: true, launches: chain(-1) },
      { brake: undefined, event: { what: 'released' } },
    ],
  ])('%s', (_, sight, expected) => {
    const step = decideBrake({ ...quiet, ...sight }, EARLY);
    if (expected === undefined) expect(step).toBeUndefined();
    else expect(step).toMatchObject(expected);
    if (sight.brake === undefined || sight.brake.kind === 'watching')
      expect(step?.process).not.toBe('resume');
  });
});
