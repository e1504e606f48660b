import type { FleetConfig } from './fleet-config.ts';
import { parse } from './kinds/kind.ts';
import { parameterKeys, parameters } from './parameters/index.ts';
import type { ParameterKey, Values } from './parameters/index.ts';
import type { Parameter } from './parameters/parameter.ts';
import { show } from './problem.ts';
import type { Problem } from './problem.ts';
import { cautions } from './rules/cautions.ts';
import { narrowings, rules } from './rules/index.ts';
import type { Finding, Rule } from './rules/rule.ts';
import { settingOf } from './sources/source.ts';
import type { Setting, Source } from './sources/source.ts';
import { toFleetConfig } from './to-fleet-config.ts';

export interface ResolvedFleet {
  /** Absent when there are problems. */
  readonly fleet: FleetConfig | undefined;
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

/** Reads one fleet's parameters from sources, the first winning; `index` is its place among several, `more` are further rules. */
export function resolveFleet(
  sources: readonly Source[],
  index: number | undefined,
  more: readonly Rule[] = [],
): ResolvedFleet {
  const settings = new Map(parameterKeys.map((key) => [key, settingOf(key, sources)]));
  const fleet = index === undefined ? undefined : label(settings.get('SEMAPHORE_AGENT_STACK_NAME'), index);
  const { values, failed, ...read } = readValues(settings, fleet);
  const problems = read.problems.map((problem) => narrowed(problem, values as Values, failed));

  const isSet = (key: ParameterKey) => settings.get(key) !== undefined;
  const ask = (asked: readonly Rule[]): readonly Finding[] =>
    asked
      .filter(({ reads }) => !reads.some((key) => failed.has(key)))
      // A rule reads only what it names, and all of that has a value.
      .flatMap(({ check }) => check(values as Values, isSet));

  for (const { key, expected, suggestion } of ask([...rules, ...more])) {
    const setting = settings.get(key);
    problems.push({
      key,
      fleet,
      place: setting?.place ?? (values[key] === undefined ? undefined : 'default'),
      given: shown(setting, values[key]),
      expected,
      suggestion,
    });
  }
  const prefix = fleet === undefined ? '' : `${fleet}: `;
  return {
    fleet: problems.length > 0 ? undefined : toFleetConfig(values as Values),
    problems,
    warnings: ask(cautions).map(({ key, expected }) => `${prefix}${key}: ${expected}`),
  };
}

/** A wrong value's problem, with what other parameters make of its range. */
function narrowed(problem: Problem, values: Values, failed: ReadonlySet<string>): Problem {
  const found = narrowings.find(
    ({ key, reads }) => key === problem.key && !reads.some((one) => failed.has(one)),
  );
  return { ...problem, expected: found?.expected(values) ?? problem.expected };
}

function readValues(settings: ReadonlyMap<ParameterKey, Setting | undefined>, fleet: string | undefined) {
  const values: Partial<Record<ParameterKey, unknown>> = {};
  const problems: Problem[] = [];
  for (const key of parameterKeys) {
    const parameter: Parameter<unknown> = parameters[key];
    const setting = settings.get(key);
    if (setting !== undefined) {
      const parsed = parse(parameter.kind, setting.value);
      if (parsed.ok) values[key] = parsed.value;
      else
        problems.push(
          ...parsed.complaints.map((complaint) => ({ key, fleet, place: setting.place, ...complaint })),
        );
    } else if (parameter.presence === 'defaulted') {
      values[key] = parameter.default;
    } else if (parameter.presence === 'required') {
      const expected = `to be set: ${parameter.kind.expected}`;
      problems.push({ key, fleet, place: undefined, given: undefined, expected, suggestion: undefined });
    }
  }
  return { values, problems, failed: new Set(problems.map(({ key }) => key)) };
}

function shown(setting: Setting | undefined, value: unknown): string | undefined {
  if (setting !== undefined) return show(setting.value);
  return value === undefined ? undefined : show(value);
}

function label(stackName: Setting | undefined, index: number): string {
  return typeof stackName?.value === 'string' ? stackName.value.trim() : `fleets[${index}]`;
}
