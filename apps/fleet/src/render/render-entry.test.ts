import { expect, it } from '@jest/globals';
import { renderEntry } from './render-entry.ts';

const plain = { style: (_: unknown, text: string) => text };
const at = new Date('2026-11-24T12:00:00Z');
const decision = {
  kind: 'decision',
  at,
  queued: 3,
  running: 1,
  idle: 0,
  occupied: 1,
  max: 10,
  desired: 1,
} as const;

it.each([
  [
    'a raise',
    { ...decision, decision: 'raise', target: 4, reason: 'demand' } as const,
    '2026-11-24 12:00:00  raised 1 → 4 of 10 (demand): 3 queued, 1 running; agents 0 idle, 1 busy',
  ],
  [
    'a hold',
    { ...decision, decision: 'hold', target: 1, reason: 'at the maximum size' } as const,
    '2026-11-24 12:00:00  held at 1 of 10 (at the maximum size): 3 queued, 1 running; agents 0 idle, 1 busy',
  ],
  [
    'an event',
    { kind: 'event', at, level: 'warn', text: 'poll failed' } as const,
    '2026-11-24 12:00:00  poll failed',
  ],
])('renderEntry renders %s', (_, entry, line) => {
  expect(renderEntry(entry, plain)).toBe(line);
});
