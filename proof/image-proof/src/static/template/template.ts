import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from '@cdktf/hcl2json';
import * as z from 'zod';

const block = z.record(z.string(), z.unknown());

/** A Packer template as HCL's JSON spells it: every block a list, expressions as `${…}`. */
const templateSchema = z.object({
  variable: z.record(z.string(), z.array(block)).default({}),
  locals: z.array(block).default([]),
  source: z.record(z.string(), z.record(z.string(), z.array(block))).default({}),
  build: z.array(block).default([]),
});

export type Template = z.infer<typeof templateSchema>;
export type Block = z.infer<typeof block>;

/** One template of the HCL files of a folder, by their names. @throws Error that says what is no HCL */
export async function parseTemplate(files: Readonly<Record<string, string>>): Promise<Template> {
  const merged: Template = { variable: {}, locals: [], source: {}, build: [] };
  for (const [name, text] of Object.entries(files)) {
    const part = templateSchema.parse(await parse(name, text));
    Object.assign(merged.variable, part.variable);
    merged.locals.push(...part.locals);
    merged.build.push(...part.build);
    for (const [type, sources] of Object.entries(part.source)) {
      merged.source[type] = { ...merged.source[type], ...sources };
    }
  }
  return merged;
}

export async function readTemplate(folder: string): Promise<Template> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.pkr.hcl'));
  const texts = await Promise.all(
    names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const),
  );
  return parseTemplate(Object.fromEntries(texts));
}

/** The blocks of a name in a block, those of a `dynamic` block too. */
export function blocksOf(parent: Block, name: string): readonly Block[] {
  const blocks = z.array(block).safeParse(parent[name]).data ?? [];
  const dynamic = z.record(z.string(), z.array(block)).safeParse(parent['dynamic']).data?.[name] ?? [];
  return [...blocks, ...dynamic.flatMap((one) => z.array(block).safeParse(one['content']).data ?? [])];
}

/** The value, or that of the local that it names. */
export function resolveLocal(template: Template, value: unknown): unknown {
  const name = typeof value === 'string' ? /^\$\{local\.(\w+)\}$/.exec(value)?.[1] : undefined;
  if (name === undefined) return value;
  return template.locals.find((locals) => name in locals)?.[name];
}
