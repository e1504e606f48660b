import { UsageError } from './errors.ts';

/** Reads the values of a repeatable option of the form `key=value`. @throws UsageError for anything else */
export function keyValues(option: string): (text: string, before?: readonly string[]) => readonly string[] {
  return (text, before = []) => {
    if (!/^[^=]+=/.test(text)) {
      throw new UsageError(option, `${text} is not key=value`, `Write it as ${option} name=value`);
    }
    return [...before, text];
  };
}
