import type { Faults } from './faults.ts';

const PLACE = /^At (.+):(\d+) char:\d+$/;
/** Lines between two messages: the quoted source, the error's category, and the blank line that ends an error. */
const DETAIL = /^\s*\+ |^\s*$/;

/** The error that ended a script, which is the last one on standard error. `line` is the start of its message. */
export function powershellFaults(errors: readonly string[]): Faults | undefined {
  const place = errors.findLastIndex((each) => PLACE.test(each));
  const [, file, sourceLine] = PLACE.exec(errors[place] ?? '') ?? [];
  if (file === undefined) return undefined;
  const line = errors.slice(0, place).findLastIndex((each) => DETAIL.test(each)) + 1;
  const message = errors.slice(line, place).map((each) => each.trim());
  return { messages: [`PowerShell: ${message.join(' ')} (${file}, line ${sourceLine})`], line };
}
