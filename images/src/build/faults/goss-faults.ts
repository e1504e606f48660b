import type { Faults } from './faults.ts';

/** The heading of the list of failed tests in Goss's `documentation` format. On Windows the whole list is inside one PowerShell error. */
const LIST = 'Failures/Skipped:';
const END_OF_LIST = /Total Duration:|At \S+:\d+ char:\d+/;
/** The last line of a run in which every test passed, even if some passed at the second attempt. */
const PASSED = /\bCount: \d+, Failed: 0\b/;
/** The start of the next test: `Command: aws --version: exit-status:`. */
const NEXT_TEST =
  / (?=(?:Addr|Command|DNS|File|Group|HTTP|Interface|KernelParam|Matching|Mount|Package|Port|Process|Service|User): )/;

/**
 * The tests that failed in Goss's last run, one message each: `Goss: Service: docker: running: Expected false to equal true`.
 * `line` is the start of the list.
 */
export function gossFaults(lines: readonly string[]): Faults | undefined {
  const line = lines.findLastIndex((each) => each.includes(LIST));
  const text = lines.slice(line).join(' ').replaceAll(/\s+/g, ' ');
  if (line < 0 || PASSED.test(text)) return undefined;
  const [list = ''] = text.slice(text.lastIndexOf(LIST) + LIST.length).split(END_OF_LIST);
  const messages = list
    .split(NEXT_TEST)
    .map((test) => test.trim())
    .filter((test) => test !== '' && !test.endsWith(': skipped'))
    .map((test) => `Goss: ${test}`);
  return messages.length > 0 ? { messages, line } : undefined;
}
