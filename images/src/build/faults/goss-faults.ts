import type { Found } from './found.ts';

/** What Goss's documentation format begins its list with; on Windows all of it stands in one PowerShell error. */
const LIST = 'Failures/Skipped:';
const END_OF_LIST = /Total Duration:|At \S+:\d+ char:\d+/;
/** How a run ends in which every test passed, be it the second try of those of a list. */
const PASSED = /\bCount: \d+, Failed: 0\b/;
/** Where the next test begins: `Command: aws --version: exit-status:`. */
const NEXT_TEST =
  / (?=(?:Addr|Command|DNS|File|Group|HTTP|Interface|KernelParam|Matching|Mount|Package|Port|Process|Service|User): )/;

/**
 * The tests that failed in Goss's last run, a line each: `Goss: Service: docker: running: Expected false to equal true`.
 * They are found where their list begins.
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
