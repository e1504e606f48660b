import type { FleetOutput } from '../../cli/output.ts';
import type { Fact } from '../../observe/fact.ts';
import type { Status } from '../../observe/status.ts';

/** A status for JSON: an unknown fact is null, with its reason under `unknown`. */
export function plainStatus({ fleet, at, configured, ...facts }: Status): FleetOutput {
  const entries: [string, Fact<unknown>][] = Object.entries(facts);
  const values = entries.map(([name, fact]) => [name, fact.known ? (fact.value ?? null) : null]);
  const unknown = entries.flatMap(([name, fact]) => (fact.known ? [] : [[name, fact.why]]));
  return { fleet, at, configured, ...Object.fromEntries(values), unknown: Object.fromEntries(unknown) };
}
