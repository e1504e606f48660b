import { resolve } from 'node:path';
import type { FleetOptions } from '../../cli/common-options.ts';
import { UsageError, UserError } from '../../cli/errors.ts';
import { fullCommandWith, quote } from '../../cli/full-command.ts';
import type { Shell } from '../../cli/shell.ts';
import type { SelectedStack } from '../../fleets/selected-stacks.ts';
import { movedSince, type PresentPlan } from '../../planning/moved-since.ts';
import { readPlanFile, type PlanFile } from '../../planning/plan-file.ts';

/** A plan that was written to a file and reviewed. */
export interface ReviewedPlan {
  /** The path as typed. */
  readonly file: string;
  readonly plan: PlanFile;
  /** What to do if the plan does not hold: names the command that makes a new one. */
  readonly remedy: string;
}

/** Reads the plan from its file; undefined if no file is named. @throws UserError; UsageError with --fleet, because the plan names the fleets */
export function reviewedPlan(
  file: string | undefined,
  options: FleetOptions,
  { env }: Shell,
): ReviewedPlan | undefined {
  if (file === undefined) return undefined;
  if (options.fleet !== undefined) {
    throw new UsageError('--fleet', 'cannot be combined with a plan, which names its fleets');
  }
  // npm runs this in the workspace's root; INIT_CWD is the folder where the user typed the command.
  const makePlan = (name: string): string => fullCommandWith(options)(`plan --out ${quote(name)}`);
  const path = resolve(env['INIT_CWD'] ?? '', file);
  const plan = readPlanFile(path, `Make a plan, and deploy its file: ${makePlan('plan.json')}`);
  return { file, plan, remedy: `Make a new plan, and review it: ${makePlan(file)}` };
}

/** The plan's stacks; without a plan, all of them. @throws UserError if the configuration lacks a fleet of the plan */
export function stacksOf(
  reviewed: ReviewedPlan | undefined,
  stacks: readonly SelectedStack[],
): readonly SelectedStack[] {
  if (reviewed === undefined) return stacks;
  return reviewed.plan.fleets.map(({ stackName }) => {
    const stack = stacks.find(({ fleet }) => fleet.stackName === stackName);
    if (stack !== undefined) return stack;
    const problem = `plans ${stackName}, but the configuration has no fleet of this name; nothing was changed`;
    throw new UserError(reviewed.file, problem, reviewed.remedy);
  });
}

/** Refuses a plan that no longer holds. @throws UserError */
export function refuseMoved(reviewed: ReviewedPlan | undefined, present: PresentPlan): void {
  if (reviewed === undefined) return;
  const moved = movedSince(reviewed.plan, present);
  if (moved.length === 0) return;
  const lines = moved.map((each) => `    ${each}`);
  const problem = ['the plan no longer holds; nothing was changed', ...lines].join('\n');
  throw new UserError(reviewed.file, problem, reviewed.remedy);
}
