import type { Found } from './found.ts';

/** The start of the list in Goss's documentation format. On Windows the whole list is inside one PowerShell error. */
const LIST = 'Failures/Skipped:';
const END_OF_LIST = /Total Duration:|At \S+:\d+ char:\d+/;
/** The last line of a run in which every test passed, even if some passed at the second attempt. */
const PASSED = /\bCount: \d+, Failed: 0\b/;
/** The start of the next test: `Command: aws --version: exit-status:`. */
const NEXT_TEST =
  / (?=(?:Addr|Command|DNS|File|Group|HTTP|Interface|KernelParam|Matching|Mount|Package|Port|Process|Service|User): )/;

/**
 * The tests that failed in Goss's last run, a line each: `Goss: Service: docker: running: Expected false to equal true`.
 * The index is that of the start of the list.
 */
export function gossFaults(lines: readonly string[]): Found | undefined {
  const at = lines.findLastIndex((line) => line.includes(LIST));
  const text = lines.slice(at).join(' ').replaceAll(/\s+/g, ' ');
  if (at < 0 || PASSED.test(text)) return undefined;
  const [list = ''] = text.slice(text.lastIndexOf(LIST) + LIST.length).split(END_OF_LIST);
  const told = list
    .split(NEXT_TEST)
    .map((test) => test.trim())
    .filter((test) => test !== '' && !test.endsWith(': skipped'))
    .map((test) => `Goss: ${test}`);
  return told.length > 0 ? { told, at } : undefined;
}
