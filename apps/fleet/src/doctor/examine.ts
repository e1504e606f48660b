import { CHECKS } from './checks.ts';
import type { Check } from './check.ts';
import type { Fact } from '../observe/fact.ts';
import type { Facts, GatheredFacts } from '../observe/facts.ts';
import type { Subject } from './subject.ts';
import type { Finding } from './finding.ts';
import type { FactPromises } from '../observe/gather-facts.ts';

/** The findings on one fleet, in the order of the checks, each as soon as it and those before it are known. */
export async function* examine(
  facts: FactPromises,
  subject: Subject,
  checks: readonly Check[] = CHECKS,
): AsyncGenerator<Finding> {
  for (const check of checks) {
    if (!check.concerns(subject)) continue;
    yield check.run(await awaitFacts(facts, check.needs), subject);
  }
}

/** Waits for what a check needs; it looks at nothing else. */
async function awaitFacts(facts: FactPromises, needs: readonly (keyof Facts)[]): Promise<GatheredFacts> {
  const asked = await Promise.all(
    needs.map(async (name): Promise<[string, Fact<unknown>]> => [name, await facts[name]]),
  );
  return Object.fromEntries(asked) as unknown as GatheredFacts;
}
