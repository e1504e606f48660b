import type { Found } from './found.ts';

const PLACE = /^At (.+):(\d+) char:\d+$/;
/** PowerShell's underlined source and categories; a blank line ends a record. */
const DETAIL = /^\s*\+ |^\s*$/;

/** The error that ended a script: the last one on standard error. The index is that of the start of its message. */
export function powershellFaults(errors: readonly string[]): Found | undefined {
  const place = errors.findLastIndex((line) => PLACE.test(line));
  const [, file, line] = PLACE.exec(errors[place] ?? '') ?? [];
  if (file === undefined) return undefined;
  const at = errors.slice(0, place).findLastIndex((each) => DETAIL.test(each)) + 1;
  const message = errors.slice(at, place).map((each) => each.trim());
  return { told: [`PowerShell: ${message.join(' ')} (${file}, line ${line})`], at };
}
