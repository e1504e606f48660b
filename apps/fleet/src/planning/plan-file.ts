import { closeSync, fchmodSync, fstatSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { UserError } from '../cli/errors.ts';
import { DANGER_KINDS, type Danger } from './dangers.ts';

export type Template = Readonly<Record<string, unknown>>;

/** What a plan compared for one fleet. */
export interface ComparedTemplates {
  readonly stackName: string;
  /** Null if the stack is new. */
  readonly deployed: Template | null;
  readonly wanted: Template;
  /** The changes that terminate running jobs. */
  readonly dangers: readonly Danger[];
}

/** The contents of a plan's file. `deploy` carries out exactly this plan, or refuses. */
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
        dangers: z.array(z.object({ kind: z.enum(DANGER_KINDS), message: z.string() })),
      }),
    )
    .min(1),
});

/** Refuses to overwrite a file that is neither empty nor a plan. @throws UserError */
export function refuseOverwriting(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return;
  const text = readText(path);
  const content = parsed(text) as Partial<PlanFile> | null | undefined;
  if (text === '' || content?.planFile !== undefined) return;
  throw new UserError(
    path,
    'exists and is not a plan; it was not overwritten',
    'Name another file with --out',
  );
}

/** Writes a file that only its owner can read, because templates may hold environment variables. @throws UserError if it cannot be written */
export function writePlanFile(path: string, plan: Omit<PlanFile, 'planFile'>): void {
  try {
    const file = openSync(path, 'w', 0o600);
    try {
      // openSync sets the mode of a new file only.
      if (fstatSync(file).isFile()) fchmodSync(file, 0o600);
      writeFileSync(file, `${JSON.stringify({ planFile: 1, ...plan }, undefined, 2)}\n`);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const problem = `cannot be written (${(error as Error).message})`;
    throw new UserError(path, problem, 'Name another file with --out', { cause: error });
  }
}

/** Reads the file of a plan. @param remedy - the command that writes such a file @throws UserError if the file cannot be read, is damaged, or is not a plan of this version */
export function readPlanFile(path: string, remedy: string): PlanFile {
  const { data } = planFile.safeParse(parsed(readText(path, remedy)));
  if (data === undefined) throw new UserError(path, 'is not a plan', remedy);
  return data;
}

function readText(path: string, remedy?: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const problems: Record<string, string> = { ENOENT: 'does not exist', EISDIR: 'is a folder' };
    throw new UserError(path, problems[code ?? ''] ?? `cannot be read (${message})`, remedy, {
      cause: error,
    });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
