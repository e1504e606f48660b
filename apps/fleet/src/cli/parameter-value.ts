import { complaintsOf, type ParameterKey } from '@agent-aws-stack/config';
import { UsageError } from './errors.ts';

/** Reads an option that overrides a parameter, and checks it like that parameter. @throws UsageError */
export function parameterValue(option: string, key: ParameterKey): (text: string) => string {
  return (text) => {
    const [complaint] = complaintsOf(key, text);
    if (complaint === undefined) return text.trim();
    const { given = JSON.stringify(text), expected, suggestion } = complaint;
    throw new UsageError(
      option,
      `expected ${expected}, but got ${given}`,
      suggestion === undefined ? undefined : `Try ${option} ${suggestion}`,
    );
  };
}
