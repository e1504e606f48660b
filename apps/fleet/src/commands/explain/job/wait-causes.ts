import type { Decision, ScalerEntry, ScalerEvent } from '../../../observe/scaler-log.ts';

/** What the scaler's log says about why jobs waited, in sentences; empty if it names no cause. */
export function waitCauses(entries: readonly ScalerEntry[]): readonly string[] {
  const decisions = entries.filter((entry) => entry.kind === 'decision');
  const events = entries.filter((entry) => entry.kind === 'event');
  return [
    ...atMaximum(decisions),
    ...held(decisions),
    ...raised(decisions),
    ...EVENTS.flatMap(([pattern, cause]) => (events.some(({ text }) => pattern.test(text)) ? [cause] : [])),
    ...failures(events),
  ];
}

/** The scaler's messages: apps/agent-scaler/src/invocation-log.ts. */
const EVENTS: readonly (readonly [RegExp, string])[] = [
  [
    /^agents do not start: launches suspended/,
    'The launch brake opened: instances had ended before their agents registered.',
  ],
  [
    /^launches resumed for one round|^one round launched/,
    'The launch brake let the group launch one round at a time.',
  ],
  [/^on-demand capacity raised/, 'Spot capacity was missing, so on-demand instances stood in.'],
];

function atMaximum(decisions: readonly Decision[]): readonly string[] {
  const full = decisions.filter(({ desired, max }) => desired >= max);
  const [first] = full;
  return first === undefined
    ? []
    : [
        `The group was at its maximum of ${first.max}, with up to ${most(full, ({ queued }) => queued)} jobs queued.`,
      ];
}

function held(decisions: readonly Decision[]): readonly string[] {
  const count = most(decisions, (decision) => decision.held ?? 0);
  return count === 0
    ? []
    : [
        `Up to ${count} queued jobs were held by the organization's quota: agents idled and got none of them.`,
      ];
}

function raised(decisions: readonly Decision[]): readonly string[] {
  const raises = decisions.filter(({ decision }) => decision === 'raise');
  const [first, last] = [raises[0], raises.at(-1)];
  return first === undefined || last === undefined
    ? []
    : [
        `The scaler raised the desired capacity from ${first.desired} to ${last.target}, so instances had to boot.`,
      ];
}

function failures(events: readonly ScalerEvent[]): readonly string[] {
  const failed = events.find(({ text, level }) => text.startsWith('poll failed') || level === 'error');
  return failed === undefined ? [] : [`Some polls failed: ${failed.text}`];
}

const most = <T>(list: readonly T[], count: (each: T) => number): number => Math.max(0, ...list.map(count));
