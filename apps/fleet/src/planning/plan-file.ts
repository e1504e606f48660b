import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { UserError } from '../cli/errors.ts';

export type Template = Readonly<Record<string, unknown>>;

/** What a plan compared for one fleet. */
export interface ComparedTemplates {
  readonly stackName: string;
  /** Null if the stack is new. */
  readonly deployed: Template | null;
  readonly wanted: Template;
  /** A sentence for each change that terminates running jobs. */
  readonly dangers: readonly string[];
}

/** A plan as a file, which `deploy` makes sure to fulfil exactly. */
export interface PlanFile {
  /** Version of this format. */
  readonly planFile: 1;
  readonly account: string;
  readonly region: string;
  readonly fleets: readonly ComparedTemplates[];
}

const template = z.record(z.string(), z.unknown());

const planFile: z.ZodType<PlanFile> = z.object({
  planFile: z.literal(1),
  account: z.string(),
  region: z.string(),
  fleets: z
    .array(
      z.object({
        stackName: z.string(),
        deployed: template.nullable(),
        wanted: template,
        dangers: z.array(z.string()),
      }),
    )
    .min(1),
});

/** @throws UserError if the file cannot be written */
export function writePlanFile(path: string, plan: Omit<PlanFile, 'planFile'>): void {
  try {
    writeFileSync(path, `${JSON.stringify({ planFile: 1, ...plan }, undefined, 2)}\n`);
  } catch (error) {
    const problem = `cannot be written (${(error as Error).message})`;
    throw new UserError(path, problem, 'Name another file with --out', { cause: error });
  }
}

/** @throws UserError if the file cannot be read, is damaged, or is not a plan of this version */
export function readPlanFile(path: string): PlanFile {
  const remedy = 'Name a file that `plan --out` wrote';
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError(path, `cannot be read (${(error as Error).message})`, remedy, { cause: error });
  }
  const { data } = planFile.safeParse(parsed(text));
  if (data === undefined) throw new UserError(path, 'is not a plan', remedy);
  return data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
