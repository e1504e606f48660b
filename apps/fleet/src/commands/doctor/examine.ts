import type { Fact } from '../../observe/fact.ts';
import type { Facts, GatheredFacts } from '../../observe/facts.ts';
import type { FactPromises } from '../../observe/gather-facts.ts';
import type { Check } from './check.ts';
import { CHECKS } from './checks.ts';
import type { Finding } from './finding.ts';
import type { Subject } from './subject.ts';

/** Makes the checks that apply to a fleet, in order, each as soon as the facts it needs have been looked up. */
export async function* examine(
  facts: FactPromises,
  subject: Subject,
  checks: readonly Check[] = CHECKS,
): AsyncGenerator<Finding> {
  for (const check of checks) {
    if (check.appliesTo(subject)) yield check.run(await awaitFacts(facts, check.needs), subject);
  }
}

/** Waits only for the facts that a check needs. */
async function awaitFacts(facts: FactPromises, needs: readonly (keyof Facts)[]): Promise<GatheredFacts> {
  const gathered = await Promise.all(
    needs.map(async (name): Promise<[string, Fact<unknown>]> => [name, await facts[name]]),
  );
  return Object.fromEntries(gathered) as unknown as GatheredFacts;
}
