import { parse } from './kinds/kind.ts';
import type { Complaint } from './kinds/kind.ts';
import { parameters } from './parameters/index.ts';
import type { ParameterKey } from './parameters/index.ts';
import type { Parameter } from './parameters/parameter.ts';

/** What is wrong with a text as a parameter's value, by the rule that holds for it in a configuration; empty if it is right. */
export function complaintsOf(key: ParameterKey, text: string): readonly Complaint[] {
  const parameter: Parameter<unknown> = parameters[key];
  const parsed = parse(parameter.kind, text);
  return parsed.ok ? [] : parsed.complaints;
}
