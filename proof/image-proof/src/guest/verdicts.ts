import type { Verdict } from '../scripts/verdict.ts';

/** Runs checks, and prints the result of each. */
export class Verdicts {
  /** Runs a check and prints its verdict. @param check - returns the problems. @returns whether there were no problems */
  async prove(name: string, check: () => Promise<readonly string[]>): Promise<boolean> {
    const startMs = Date.now();
    let problems: readonly string[];
    try {
      problems = await check();
    } catch (error) {
      problems = [error instanceof Error ? error.message : String(error)];
    }
    const verdict: Verdict = { name, problems, elapsedMs: Date.now() - startMs };
    console.log(JSON.stringify(verdict));
    return problems.length === 0;
  }
}
