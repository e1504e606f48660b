import * as z from 'zod';
import { scheduleId } from '@agent-aws-stack/contract';
import { nearest } from '../problems/nearest.ts';
import { parseCron } from '../schedules/cron.ts';
import type { Schedule } from '../schedules/schedule.ts';
import { listedZones, zoneProblem } from '../schedules/zone.ts';
import { groupSize } from './group-size.ts';
import { jsonKind } from './json-kind.ts';

/** The most schedules of a group: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-quotas.html */
const MOST_SCHEDULES = 125;
const NAME = /^[A-Za-z][A-Za-z0-9-]{0,39}$/;
const NAME_EXPECTED = 'a letter, then up to 39 letters, digits and hyphens';
const SIZE_NAMES = ['minSize', 'maxSize', 'desired'] as const;

const schedule = z
  .strictObject({
    name: z.string().regex(NAME, NAME_EXPECTED),
    cron: checked((text) => {
      const cron = parseCron(text);
      return typeof cron === 'string' ? cron : undefined;
    }).transform((text) => text.trim().replaceAll(/\s+/g, ' ')),
    timeZone: checked(zoneProblem),
    minSize: groupSize.schema.optional(),
    maxSize: groupSize.schema.optional(),
    desired: groupSize.schema.optional(),
  })
  .refine((entry) => SIZE_NAMES.some((size) => entry[size] !== undefined), {
    message: 'at least one of minSize, maxSize, desired',
  });

const schedules = z
  .array(schedule)
  // Not max(): zod would read the `length` of any value, even of an object, and throw if that `length` cannot be compared.
  .refine((all) => all.length <= MOST_SCHEDULES, `at most ${MOST_SCHEDULES} schedules`)
  .refine((all) => new Set(all.map(({ name }) => scheduleId(name))).size === all.length, {
    message: 'names that differ in more than hyphens and upper or lower case',
  });

const size = groupSize.jsonSchema();
const ENTRY = {
  type: 'object',
  properties: {
    name: { type: 'string', pattern: NAME.source },
    cron: { type: 'string' },
    timeZone: { type: 'string' },
    ...{ minSize: size, maxSize: size, desired: size },
  },
  required: ['name', 'cron', 'timeZone'],
  anyOf: SIZE_NAMES.map((name) => ({ required: [name] })),
  additionalProperties: false,
};

/** The schedules of a group, as a JSON list or as JSON text. */
export const schedulesKind = jsonKind<readonly Schedule[]>({
  root: 'schedules',
  expected: 'a list of schedules (JSON): name, cron, timeZone, and minSize, maxSize or desired',
  schema: () => schedules,
  members: {
    expected: 'one of name, cron, timeZone, minSize, maxSize, desired',
    names: () => Object.keys(ENTRY.properties),
  },
  hint: ({ path }) => (SIZE_NAMES.some((name) => name === path.at(-1)) ? groupSize.expected : undefined),
  suggest: ({ path }, value) =>
    path.at(-1) === 'timeZone' ? nearest(String(value), listedZones()) : undefined,
  jsonSchema: () => ({
    anyOf: [
      { type: 'array', maxItems: MOST_SCHEDULES, items: ENTRY },
      { type: 'string', pattern: '^\\s*\\[' },
    ],
  }),
});

/** Text in which `problemOf` finds no problem. */
function checked(problemOf: (text: string) => string | undefined) {
  return z.string().superRefine((text, context) => {
    const problem = problemOf(text);
    if (problem !== undefined) context.addIssue(problem);
  });
}
