import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseScalerLine, withoutRepetitions, type ScalerEntry } from './scaler-log.ts';

const loggedAt = new Date('2026-11-24T12:01:00Z');
const base = { level: 'INFO', timestamp: '2026-11-24T12:00:00.000Z', stack: 'ci', requestId: 'r-1' };
const counts = { queued: 3, running: 1, idle: 0, occupied: 1, min: 0, max: 10, desired: 1, target: 4 };
const raised = {
  ...base,
  message: 'desired capacity raised',
  decision: 'raise',
  ...counts,
  reason: 'demand',
};

const parse = (line: unknown): ScalerEntry | undefined =>
  parseScalerLine(typeof line === 'string' ? line : JSON.stringify(line), loggedAt);

describe('parseScalerLine', () => {
  it('reads a decision', () => {
    expect(parse({ ...raised, tookMs: 12 })).toEqual({
      kind: 'decision',
      at: new Date('2026-11-24T12:00:00Z'),
      decision: 'raise',
      ...{ queued: 3, running: 1, idle: 0, occupied: 1, max: 10, desired: 1, target: 4 },
      reason: 'demand',
    });
  });

  it.each([
    ['INFO', undefined, 'info', 'poll failed'],
    [
      'WARN',
      { name: 'SemaphoreStatusError', message: 'status 503' },
      'warn',
      'poll failed: SemaphoreStatusError: status 503',
    ],
    ['ERROR', undefined, 'error', 'poll failed'],
  ])('reads any other message, at level %s', (level, error, expected, text) => {
    expect(parse({ ...base, level, message: 'poll failed', error })).toMatchObject({
      kind: 'event',
      level: expected,
      text,
    });
  });

  it.each([
    '2026-11-24T12:00:00Z r-1 Task timed out after 90.00 seconds',
    '2026-11-24T12:00:00.000Z\tr-1\tERROR\tInvoke Error\t{"errorType":"ScalerFailedError"}',
    'RequestId: r-1 Error: Runtime exited with error: signal: killed',
  ])('reads %j as an error', (line) => {
    expect(parse(line)).toMatchObject({ kind: 'event', level: 'error', at: loggedAt });
  });

  it.each(['START RequestId: r-1 Version: $LATEST', 'END RequestId: r-1', '{"half', '{"other":1}', ''])(
    'ignores %j',
    (line) => {
      expect(parse(line)).toBeUndefined();
    },
  );

  it('never throws, whatever the line is', () => {
    const line = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((json) => `{"decision":${json}}`),
    );
    fc.assert(fc.property(line, (text) => void parse(text)));
  });
});

describe('withoutRepetitions', () => {
  it('drops a decision equal to the previous one, and nothing else', () => {
    const at = (timestamp: string, change: object = {}) => parse({ ...raised, timestamp, ...change })!;
    const event = parse({ ...base, message: 'polls succeed again' })!;
    const entries = [
      at('2026-11-24T12:00:00Z'),
      at('2026-11-24T12:00:02Z'),
      event,
      event,
      at('2026-11-24T12:00:04Z', { queued: 4 }),
      at('2026-11-24T12:00:06Z'),
    ];
    expect(entries.filter(withoutRepetitions())).toEqual([entries[0], event, event, entries[4], entries[5]]);
  });
});
