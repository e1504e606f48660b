import * as z from 'zod';
import { nearest } from '../problems/nearest.ts';
import { explainWhole } from './kind.ts';
import type { Kind } from './kind.ts';

export interface TextOptions {
  readonly type: string;
  readonly expected: string;
  readonly pattern: RegExp;
  /** @default - no limit */
  readonly maxLength?: number;
  /** Guesses what was meant by rejected text. @default - no guess */
  readonly suggest?: (text: string) => string | undefined;
}

/** Text that matches a pattern. Removes surrounding spaces. */
export function text({ type, expected, pattern, maxLength, suggest }: TextOptions): Kind<string> {
  const schema = z.string().trim().regex(pattern);
  return {
    type,
    expected,
    schema: maxLength === undefined ? schema : schema.max(maxLength),
    explain: explainWhole(expected, suggest),
    jsonSchema: () => ({
      type: 'string',
      pattern: pattern.source,
      ...(maxLength === undefined ? {} : { maxLength }),
    }),
  };
}

/** `true` or `false`, as JSON booleans or as text. Nothing else, because "no" and "0" are easily misread. */
export const boolean: Kind<boolean> = {
  type: 'boolean',
  expected: 'true or false',
  schema: z.union([
    z.boolean(),
    z
      .string()
      .trim()
      .pipe(z.enum(['true', 'false']))
      .transform((word) => word === 'true'),
  ]),
  explain: explainWhole('true or false', (word) => {
    if (/^(true|yes|on|1|y|t)$/i.test(word)) return 'true';
    return /^(false|no|off|0|n|f)$/i.test(word) ? 'false' : undefined;
  }),
  jsonSchema: () => ({ anyOf: [{ type: 'boolean' }, { type: 'string', enum: ['true', 'false'] }] }),
};

/**
 * One of several words, spelled exactly.
 * @param synonyms - other names, in lower case. They are refused, and the error suggests the word that each stands for.
 */
export function choice<const T extends readonly [string, ...string[]]>(
  words: T,
  synonyms: Readonly<Record<string, T[number]>> = {},
): Kind<T[number]> {
  const meant = new Map(Object.entries(synonyms));
  const expected = words.length === 1 ? words[0] : `one of ${words.join(', ')}`;
  return {
    type: 'choice',
    expected,
    schema: z.string().trim().pipe(z.enum(words)),
    explain: explainWhole(expected, (word) => meant.get(word.toLowerCase()) ?? nearest(word, words)),
    jsonSchema: () => ({ type: 'string', enum: words }),
  };
}
