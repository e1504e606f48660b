import type { Verdict } from '../scripts/verdict.ts';

/** Does one thing after the other; says of each, by its name, what it came to. */
export class Verdicts {
  /** What there is to prove; returns what is wrong, nothing if all is right. */
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
