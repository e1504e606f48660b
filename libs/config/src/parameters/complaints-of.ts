import { parse } from '../kinds/kind.ts';
import type { Complaint } from '../kinds/kind.ts';
import { parametersByKey } from './index.ts';
import type { ParameterKey } from './index.ts';

/** What is wrong with a text as the value of a parameter; empty if it is right. */
export function complaintsOf(key: ParameterKey, text: string): readonly Complaint[] {
  const parsed = parse(parametersByKey[key].kind, text);
  return parsed.ok ? [] : parsed.complaints;
}
