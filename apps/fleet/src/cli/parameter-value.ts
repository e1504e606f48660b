import { complaintsOf, type ParameterKey } from '@agent-aws-stack/config';
import { UsageError } from './errors.ts';

/** Reads an option that stands for a parameter, by the rule for that parameter. @throws UsageError with what is expected */
export function parameterValue(option: string, key: ParameterKey): (text: string) => string {
  return (text) => {
    const [complaint] = complaintsOf(key, text);
    if (complaint === undefined) return text.trim();
    const { given = JSON.stringify(text), expected, suggestion } = complaint;
    throw new UsageError(
      option,
      `${given} is given, expected is ${expected}`,
      suggestion === undefined ? undefined : `Try ${option} ${suggestion}`,
    );
  };
}
