import type { Verdict } from '../scripts/verdict.ts';

/** Runs checks one after the other, and prints the result of each. */
export class Verdicts {
  /** A check; returns the problems. */
  async prove(name: string, check: () => Promise<readonly string[]>): Promise<boolean> {
    const begin = Date.now();
    let problems: readonly string[];
    try {
      problems = await check();
    } catch (error) {
      problems = [error instanceof Error ? error.message : String(error)];
    }
    const verdict: Verdict = { name, problems, elapsedMs: Date.now() - begin };
    console.log(JSON.stringify(verdict));
    return problems.length === 0;
  }
}
