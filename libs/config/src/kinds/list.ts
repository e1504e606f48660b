import * as z from 'zod';
import { show } from '../problems/problem.ts';
import type { Complaint, Kind } from './kind.ts';

/** A list of items of one kind, as comma-separated text or as JSON. Removes spaces around items, and repeated items unless they are objects. */
export function list<T>(item: Kind<T>): Kind<readonly T[]> {
  const items: z.ZodType<T[]> = z.array(item.schema);
  const expected = `a list (comma-separated text or a JSON list); each item is ${item.expected}`;
  return {
    type: `list of ${item.type === 'choice' ? 'choices' : item.type}`,
    expected,
    schema: z
      .union([
        items,
        z
          .string()
          .transform((text): unknown => split(text))
          .pipe(items),
      ])
      .transform((values) => [...new Set(values)]),
    explain: (raw) => explainItems(raw, item, expected),
    jsonSchema: () => ({ anyOf: [{ type: 'array', items: item.jsonSchema() }, { type: 'string' }] }),
  };
}

/** The items of a comma-separated text. */
function split(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function explainItems<T>(raw: unknown, item: Kind<T>, expected: string): readonly Complaint[] {
  const parts: unknown = typeof raw === 'string' ? split(raw) : raw;
  if (!Array.isArray(parts)) return [{ given: show(raw), expected, suggestion: undefined }];
  return parts.filter((part) => !item.schema.safeParse(part).success).flatMap((part) => item.explain(part));
}
