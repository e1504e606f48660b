const at = (second: number): string => `2026-11-24T11:59:${String(second).padStart(2, '0')}.000Z`;

const decision = (second: number, fields: object): string =>
  JSON.stringify({
    level: 'INFO',
    message: 'desired capacity held',
    timestamp: at(second),
    ...{ decision: 'hold', queued: 0, running: 0, idle: 0, occupied: 0, min: 0, max: 10 },
    ...{ desired: 0, target: 0, reason: 'demand met' },
    ...fields,
  });

/** Lines in the scaler's log group, from Lambda and from the scaler, each with its second. */
const LINES: readonly (readonly [number, string])[] = [
  [0, 'START RequestId: r-1 Version: $LATEST'],
  [1, decision(1, {})],
  [2, decision(2, {})],
  [3, decision(3, { decision: 'raise', queued: 3, target: 3, reason: 'demand' })],
  [
    4,
    JSON.stringify({
      level: 'WARN',
      message: 'poll failed',
      timestamp: at(4),
      error: { name: 'SemaphoreStatusError', message: 'status 503' },
    }),
  ],
];

const eventsOf = (lines: typeof LINES) =>
  lines.map(([second, message]) => ({
    eventId: `e-${second}`,
    logStreamName: 's-1',
    timestamp: Date.parse(at(second)),
    message: `${message}\n`,
  }));

export const scalerLogEvents = eventsOf(LINES);

/** The log with one more decision. */
export const scalerLogWith = (fields: object) => eventsOf([...LINES, [5, decision(5, fields)]]);
