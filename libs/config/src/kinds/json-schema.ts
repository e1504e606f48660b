import * as z from 'zod';
import { pascalCase } from './camel-case.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** JSON Schema (draft 7, which editors support) of what a zod schema accepts. */
export function inputSchema(schema: z.ZodType): JsonSchema {
  const generated = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  return Object.fromEntries(Object.entries(generated).filter(([keyword]) => keyword !== '$schema'));
}

/** The same schema with the members' names in PascalCase, as in CloudFormation. */
export function inPascalCase(schema: JsonSchema): JsonSchema {
  return rename(schema) as JsonSchema;
}

function rename(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(rename);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]: [string, unknown]) => {
      if (keyword === 'required') return [keyword, (value as string[]).map(pascalCase)];
      if (keyword !== 'properties') return [keyword, rename(value)];
      const members = Object.entries(value as Record<string, unknown>);
      return [
        keyword,
        Object.fromEntries(members.map(([name, member]) => [pascalCase(name), rename(member)])),
      ];
    }),
  );
}
