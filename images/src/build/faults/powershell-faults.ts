const PLACE = /^At (.+):(\d+) char:\d+$/;
/** What PowerShell underlines, and its categories; a blank line ends a record. */
const DETAIL = /^\s*\+ |^\s*$/;

/** The error that ended a script: the last one, of what was said on standard error. */
export function powershellFaults(errors: readonly string[]): readonly string[] {
  const at = errors.findLastIndex((line) => PLACE.test(line));
  const [, file, line] = PLACE.exec(errors[at] ?? '') ?? [];
  if (file === undefined) return [];
  const before = errors.slice(0, at);
  const message = before.slice(before.findLastIndex((each) => DETAIL.test(each)) + 1);
  return [`PowerShell: ${message.map((each) => each.trim()).join(' ')} (${file}, line ${line})`];
}
