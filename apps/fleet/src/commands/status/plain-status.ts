import type { Fact } from '../../observe/fact.ts';
import type { Status } from '../../observe/status.ts';

/** A status for JSON: null for what is not known, and under `unknown` why. */
export function plainStatus({ fleet, at, ...facts }: Status): Record<string, unknown> {
  const entries: [string, Fact<unknown>][] = Object.entries(facts);
  const values = entries.map(([name, fact]) => [name, fact.known ? (fact.value ?? null) : null]);
  const unknown = entries.flatMap(([name, fact]) => (fact.known ? [] : [[name, fact.why]]));
  return { fleet, at, ...Object.fromEntries(values), unknown: Object.fromEntries(unknown) };
}
