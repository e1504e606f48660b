import type { FleetConfig } from '../fleet/fleet-config.ts';
import { parameters } from '../parameters/index.ts';
import type { Parameter } from '../parameters/parameter.ts';
import { isParameter } from '../parameters/parameter-tree.ts';
import type { ParameterTree } from '../parameters/parameter-tree.ts';
import type { Problem } from '../problems/problem.ts';
import { clashingNames } from '../rules/fleet-names.ts';
import { regionRules } from '../rules/region-rules.ts';
import type { Setting } from '../sources/source.ts';
import { resolveFleet } from './resolve-fleet.ts';

/** Values for parameters, each at its place in FleetSettings. */
type ValueTree<Tree> = Tree extends Parameter
  ? unknown
  : { readonly [Place in keyof Tree]?: ValueTree<Tree[Place]> | undefined };

export type FleetValues = ValueTree<typeof parameters>;

export interface ResolveValuesOptions {
  /** What problems call the parameter at a place such as `group.minSize`. Each caller has names of its own. */
  readonly nameOf: (place: string) => string;
  /** Whether a value is known only at deployment, so that it cannot be checked. */
  readonly isUnresolved: (value: unknown) => boolean;
  /** The fleet's region; undefined if it is known only at deployment. */
  readonly region: string | undefined;
}

export type ResolvedValues = { readonly fleet: FleetConfig } | { readonly problems: readonly Problem[] };

/**
 * Resolves a fleet whose values come from code. They have the same defaults and rules as in a configuration file, but
 * problems call a parameter by its place instead of its key.
 */
export function resolveValues(values: FleetValues, options: ResolveValuesOptions): ResolvedValues {
  const { nameOf, isUnresolved, region } = options;
  const places = new Map(placesIn(parameters).map(({ place, parameter }) => [parameter.key, place]));
  const settings = placesIn(parameters, values).flatMap(({ parameter, value }): [string, Setting][] =>
    value === undefined ? [] : [[parameter.key, { value, place: 'code' }]],
  );
  const rules = regionRules({ AWS_REGION: region });
  const { fleet, problems } = resolveFleet([new Map(settings)], undefined, rules, isUnresolved);
  const found = fleet === undefined ? problems : clashingNames([fleet], () => undefined);
  if (fleet !== undefined && found.length === 0) return { fleet };
  const named = (text: string): string =>
    text.replaceAll(/SEMAPHORE_[A-Z0-9_]+/g, (key) => nameOf(places.get(key) ?? key));
  return {
    problems: found.map((problem) => ({
      ...problem,
      key: named(problem.key),
      expected: named(problem.expected),
      suggestion: problem.suggestion === undefined ? undefined : named(problem.suggestion),
    })),
  };
}

interface Place {
  /** Names joined by dots, such as `group.minSize`. */
  readonly place: string;
  readonly parameter: Parameter;
  readonly value: unknown;
}

function placesIn(tree: ParameterTree, values?: unknown, above = ''): readonly Place[] {
  return Object.entries(tree).flatMap(([name, node]) => {
    const value = (values as Readonly<Record<string, unknown>> | undefined)?.[name];
    const place = above + name;
    return isParameter(node) ? { place, parameter: node, value } : placesIn(node, value, `${place}.`);
  });
}
