import { parse } from '../kinds/kind.ts';
import type { Complaint } from '../kinds/kind.ts';
import { parametersByKey } from './index.ts';
import type { ParameterKey } from './index.ts';

/** The problems with a text as the value of a parameter; empty if the text is valid. */
export function complaintsOf(key: ParameterKey, text: string): readonly Complaint[] {
  const parsed = parse(parametersByKey[key].kind, text);
  return parsed.ok ? [] : parsed.complaints;
}
