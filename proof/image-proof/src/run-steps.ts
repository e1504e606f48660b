import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Listr, PRESET_TIMER } from 'listr2';
import { StepFailure, type Step, type StepResult } from './step.ts';
import { installMissing } from './tools/command.ts';

/** Counts of passed and failed checks, and of skipped steps. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Skipped steps are allowed on a developer's machine; in CI they count as failed. */
export function hasFailed({ failed, skipped }: Counts, { CI }: NodeJS.ProcessEnv): boolean {
  return failed > 0 || (skipped > 0 && Boolean(CI));
}

/** Three steps keep two cores busy, because most steps wait half of the time. */
const CONCURRENT_STEPS = 3;

/** A failure in the format of `npm test`. */
interface Failure {
  /** Name of the step. */
  readonly file: string;
  readonly message: string;
}

interface Results {
  passed: number;
  failed: number;
  readonly failures: Failure[];
  readonly skipped: string[];
}

/**
 * Installs missing tools if it can. Then runs steps, three at a time, and continues after failures. Finally prints failed
 * steps, and skipped steps with their missing tools.
 * @param resultsFile - receives the counts and failures as JSON, which `npm test` adds up
 */
export async function runSteps(steps: readonly Step[], resultsFile: string): Promise<Counts> {
  const results: Results = { passed: 0, failed: 0, failures: [], skipped: [] };
  const installed = await installMissing(steps.flatMap(({ needs = [] }) => needs));
  if (installed.length > 0) console.log(`Installed ${installed.join(', ')}`);
  await new Listr(
    steps.map((step) => ({
      title: step.name,
      task: async (_context: unknown, task): Promise<void> => {
        const missing = await missingTools(step);
        if (missing.length > 0) {
          results.skipped.push(`${step.name}: ${missing.join('; ')}`);
          task.skip(`${step.name}: missing ${missing.join('; ')}`);
          return;
        }
        const result = await runStep(step, results, (text) => {
          task.output = text;
        });
        if (result?.detail !== undefined) task.title = `${step.name}: ${result.detail}`;
      },
    })),
    {
      exitOnError: false,
      concurrent: CONCURRENT_STEPS,
      rendererOptions: { timer: PRESET_TIMER },
      fallbackRendererOptions: { timer: PRESET_TIMER },
    },
  ).run();
  return report(results, resultsFile);
}

async function missingTools({ needs = [] }: Step): Promise<readonly string[]> {
  const present = await Promise.all(needs.map(async (tool) => tool.present()));
  return needs.filter((_, index) => !present[index]).map(({ name, install }) => `${name} (${install})`);
}

async function runStep(
  step: Step,
  results: Results,
  progress: (text: string) => void,
): Promise<StepResult | undefined> {
  try {
    const result = (await step.run(progress)) ?? undefined;
    results.passed += result?.passed ?? 1;
    return result;
  } catch (error) {
    results.passed += error instanceof StepFailure ? error.passed : 0;
    results.failed += error instanceof StepFailure ? error.failed : 1;
    const message = error instanceof Error ? error.message : String(error);
    results.failures.push({ file: step.name, message });
    throw error;
  }
}

function report({ passed, failed, failures, skipped }: Results, resultsFile: string): Counts {
  for (const { file, message } of failures) {
    console.error(`\nFailed: ${file}\n  ${message.replaceAll('\n', '\n  ')}`);
  }
  for (const step of skipped) console.error(`\nSkipped: ${step}`);
  mkdirSync(join(resultsFile, '..'), { recursive: true });
  const counts = { passed, failed, skipped: skipped.length };
  writeFileSync(resultsFile, JSON.stringify({ ...counts, failures }) + '\n');
  console.log(`\n${passed} passed, ${failed} failed, ${skipped.length} skipped`);
  return counts;
}
