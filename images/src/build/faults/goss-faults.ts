/** What Goss's documentation format begins its list with; on Windows all of it stands in one PowerShell error. */
const LIST = 'Failures/Skipped:';
const END_OF_LIST = /Total Duration:|At \S+:\d+ char:\d+/;
/** Where the next test begins: `Command: aws --version: exit-status:`. */
const NEXT_TEST =
  / (?=(?:Addr|Command|DNS|File|Group|HTTP|Interface|KernelParam|Matching|Mount|Package|Port|Process|Service|User): )/;

/** The tests that failed in Goss's last run, a line each: `Goss: Service: docker: running: Expected false to equal true`. */
export function gossFaults(lines: readonly string[]): readonly string[] {
  const text = lines.join(' ').replaceAll(/\s+/g, ' ');
  const at = text.lastIndexOf(LIST);
  if (at < 0) return [];
  const [list = ''] = text.slice(at + LIST.length).split(END_OF_LIST);
  return list
    .split(NEXT_TEST)
    .map((test) => test.trim())
    .filter((test) => test !== '' && !test.endsWith(': skipped'))
    .map((test) => `Goss: ${test}`);
}
