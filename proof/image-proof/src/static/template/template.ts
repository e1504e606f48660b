import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from '@cdktf/hcl2json';
import * as z from 'zod';

const block = z.record(z.string(), z.unknown());

/** A Packer template in HCL's JSON syntax: every block is a list, and expressions are `${…}`. */
const templateSchema = z.object({
  variable: z.record(z.string(), z.array(block)).default({}),
  locals: z.array(block).default([]),
  source: z.record(z.string(), z.record(z.string(), z.array(block))).default({}),
  build: z.array(block).default([]),
});

export type Template = z.infer<typeof templateSchema>;
export type Block = z.infer<typeof block>;

/** Parses HCL files, given by name, into one template. @throws Error with the syntax error */
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

/** The blocks of this name in a block, including the content of `dynamic` blocks. */
export function blocksOf(parent: Block, name: string): readonly Block[] {
  const blocks = z.array(block).safeParse(parent[name]).data ?? [];
  const dynamic = z.record(z.string(), z.array(block)).safeParse(parent['dynamic']).data?.[name] ?? [];
  return [...blocks, ...dynamic.flatMap((each) => z.array(block).safeParse(each['content']).data ?? [])];
}

/** The value itself, or the local's value if it is a reference to a local. */
export function resolveLocal(template: Template, value: unknown): unknown {
  const name = typeof value === 'string' ? /^\$\{local\.(\w+)\}$/.exec(value)?.[1] : undefined;
  if (name === undefined) return value;
  return template.locals.find((locals) => name in locals)?.[name];
}
