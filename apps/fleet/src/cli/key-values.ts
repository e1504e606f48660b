import { UsageError } from './errors.ts';

/** Reads the values of an option that is given as `key=value`, as often as one likes. @throws UsageError for anything else */
export function keyValues(option: string): (text: string, before?: readonly string[]) => readonly string[] {
  return (text, before = []) => {
    if (!/^[^=]+=/.test(text)) {
      throw new UsageError(option, `${text} is no key=value`, `Write it as ${option} name=value`);
    }
    return [...before, text];
  };
}
