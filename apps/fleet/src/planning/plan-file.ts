import { readFileSync, writeFileSync } from 'node:fs';
import { UserError } from '../cli/errors.ts';

export type Template = Readonly<Record<string, unknown>>;

/** What a plan compared for one fleet. */
export interface ComparedTemplates {
  readonly stackName: string;
  /** Null if the stack is new. */
  readonly deployed: Template | null;
  readonly wanted: Template;
}

/** A plan as a file, which `deploy` makes sure to fulfil exactly. */
export interface PlanFile {
  /** Version of this format. */
  readonly planFile: 1;
  readonly account: string;
  readonly region: string;
  readonly fleets: readonly ComparedTemplates[];
}

/** @throws UserError if the file cannot be written */
export function writePlanFile(path: string, plan: Omit<PlanFile, 'planFile'>): void {
  try {
    writeFileSync(path, `${JSON.stringify({ planFile: 1, ...plan }, undefined, 2)}\n`);
  } catch (error) {
    const problem = `cannot be written (${(error as Error).message})`;
    throw new UserError(path, problem, 'Name another file with --out', { cause: error });
  }
}

/** @throws UserError if the file cannot be read, or is not a plan of this version */
export function readPlanFile(path: string): PlanFile {
  const remedy = 'Name a file that `plan --out` wrote';
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError(path, `cannot be read (${(error as Error).message})`, remedy, { cause: error });
  }
  const content = parsed(text);
  if (content?.planFile !== 1) throw new UserError(path, 'is not a plan', remedy);
  return content as PlanFile;
}

function parsed(text: string): Partial<PlanFile> | undefined {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === 'object' && content !== null ? content : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
