import { cautions } from '../cautions/index.ts';
import type { Caution } from '../cautions/caution.ts';
import type { FleetConfig } from '../fleet/fleet-config.ts';
import { parse } from '../kinds/kind.ts';
import { allParameters, parameters } from '../parameters/index.ts';
import type { FleetSettings } from '../parameters/index.ts';
import type { Parameter } from '../parameters/parameter.ts';
import { NoValueError, valuesOf } from '../parameters/parameter-tree.ts';
import { show } from '../problems/problem.ts';
import type { Problem } from '../problems/problem.ts';
import { narrowings, rules } from '../rules/index.ts';
import type { Rule } from '../rules/rule.ts';
import { settingOf } from '../sources/source.ts';
import type { Setting, Source } from '../sources/source.ts';
import { toFleetConfig } from '../fleet/to-fleet-config.ts';

export interface ResolvedFleet {
  /** Undefined if there are problems. */
  readonly fleet: FleetConfig | undefined;
  readonly problems: readonly Problem[];
  readonly cautions: readonly Caution[];
}

/**
 * Resolves the parameters of one fleet. The first source that sets a parameter wins.
 * @param index - the fleet's index among several fleets; names the fleet in problems if it has no stack name. Undefined for a
 * single fleet
 * @param extraRules - in addition to the rules for every fleet
 * @param isUnresolved - whether a value is known only at deployment, so that neither its kind nor a rule can check it
 */
export function resolveFleet(
  sources: readonly Source[],
  index: number | undefined,
  extraRules: readonly Rule[] = [],
  isUnresolved: (value: unknown) => boolean = () => false,
): ResolvedFleet {
  const given = new Map(allParameters.map(({ key }) => [key, settingOf(key, sources)]));
  const fleet = index === undefined ? undefined : label(given.get(parameters.stackName.key), index);
  const values = new Map<string, unknown>();
  const unresolved = new Map<string, unknown>();
  const invalid: Problem[] = [];
  for (const parameter of allParameters) {
    const setting = given.get(parameter.key);
    if (setting !== undefined && isUnresolved(setting.value)) {
      unresolved.set(parameter.key, setting.value);
      continue;
    }
    const found = valueOf(parameter, setting);
    if ('problems' in found) invalid.push(...found.problems.map((problem) => ({ ...problem, fleet })));
    else values.set(parameter.key, found.value);
  }
  const settings = valuesOf(parameters, values);
  const isSet = ({ key }: Parameter) => given.get(key) !== undefined;

  const conflicts = [...rules, ...extraRules]
    .flatMap((rule) => unlessUnknown(() => rule(settings, isSet)) ?? [])
    .map(({ parameter: { key }, expected, suggestion }): Problem => {
      const setting = given.get(key);
      const value = values.get(key);
      return {
        key,
        fleet,
        place: setting?.place ?? (value === undefined ? undefined : 'default'),
        given: shown(setting, value),
        expected,
        suggestion,
      };
    });
  const problems = [...invalid.map((problem) => narrowed(problem, settings)), ...conflicts];
  if (problems.length > 0) return { fleet: undefined, problems, cautions: [] };
  return {
    fleet: toFleetConfig(valuesOf(parameters, new Map([...values, ...unresolved])), isSet),
    problems,
    cautions: cautions
      .flatMap((find) => unlessUnknown(() => find(settings, isSet)) ?? [])
      .map(({ parameter: { key }, effect, remedy }) => ({ key, fleet, effect, remedy })),
  };
}

type Found = { readonly value: unknown } | { readonly problems: readonly Omit<Problem, 'fleet'>[] };

function valueOf(parameter: Parameter, setting: Setting | undefined): Found {
  const { key, kind } = parameter;
  if (setting !== undefined) {
    const parsed = parse(kind, setting.value);
    if (parsed.ok) return { value: parsed.value };
    return { problems: parsed.complaints.map((complaint) => ({ key, place: setting.place, ...complaint })) };
  }
  if (parameter.presence !== 'required') {
    return { value: parameter.presence === 'defaulted' ? parameter.default : undefined };
  }
  const expected = `to be set: ${kind.expected}`;
  return { problems: [{ key, place: undefined, given: undefined, expected, suggestion: undefined }] };
}

/** The problem of an invalid value. If other parameters narrow the range of valid values, the problem names the narrower range. */
function narrowed(problem: Problem, settings: FleetSettings): Problem {
  const narrowing = narrowings.find(({ parameter }) => parameter.key === problem.key);
  const expected = narrowing && unlessUnknown(() => narrowing.expected(settings));
  return { ...problem, expected: expected ?? problem.expected };
}

/** The result of `read`. Undefined if `read` needs a value that is unresolved, or one whose absence or invalidity is reported already. */
function unlessUnknown<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof NoValueError) return undefined;
    throw error;
  }
}

function shown(setting: Setting | undefined, value: unknown): string | undefined {
  if (setting !== undefined) return show(setting.value);
  return value === undefined ? undefined : show(value);
}

function label(stackName: Setting | undefined, index: number): string {
  return typeof stackName?.value === 'string' ? stackName.value.trim() : `fleets[${index}]`;
}
