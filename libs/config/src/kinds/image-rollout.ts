import * as z from 'zod';
import { integer } from './integers.ts';
import { jsonKind } from './json-kind.ts';
import type { Kind } from './kind.ts';

/** How fast idle instances with an older launch template leave. */
export interface ImageRollout {
  /** Minutes in which the share grows to 100 percent. */
  readonly spreadMinutes: number;
  /** The percentage of these instances that may leave at once. */
  readonly sharePercent: number;
}

/** Up to a week. */
const spreadMinutes = integer({ min: 0, max: 10_080, unit: 'minutes' });
const sharePercent = integer({ min: 1, max: 100, unit: 'percent' });
const members = { spreadMinutes, sharePercent };

const memberAt = ({ path }: z.core.$ZodIssue): Kind<number> | undefined =>
  members[path.at(-1) as keyof typeof members];

const rollout = z.strictObject({
  spreadMinutes: spreadMinutes.schema.default(10),
  sharePercent: sharePercent.schema.default(10),
});

/** The rollout of new images, as JSON or as JSON text. */
export const imageRollout = jsonKind<ImageRollout>({
  root: 'rollout',
  expected: 'a rollout (JSON): {} or {"spreadMinutes": 10, "sharePercent": 10}',
  schema: () => rollout,
  members: { expected: 'one of spreadMinutes, sharePercent', names: () => Object.keys(members) },
  hint: (issue) => memberAt(issue)?.expected,
  suggest: (issue, value) => memberAt(issue)?.explain(value)[0]?.suggestion,
  jsonSchema: () => ({
    anyOf: [
      {
        type: 'object',
        properties: {
          spreadMinutes: spreadMinutes.jsonSchema(),
          sharePercent: sharePercent.jsonSchema(),
        },
        additionalProperties: false,
      },
      { type: 'string', pattern: '^\\s*\\{' },
    ],
  }),
});
