import type { Format, Shell } from '../../cli/shell.ts';
import type { Finding, Verdict } from './finding.ts';

const LOOKS: Record<Verdict, { readonly sign: string; readonly format: Format }> = {
  ok: { sign: '✔ ok     ', format: 'green' },
  warning: { sign: '! warning', format: 'yellow' },
  failure: { sign: '✖ failure', format: 'red' },
};
/** As wide as the longest name of a check. */
const NAME_WIDTH = 22;
const INDENT = ' '.repeat(11);

const remedyLine = (remedy: string | undefined, style: Shell['style']): string =>
  (remedy?.split('\n') ?? []).map((line) => `\n${INDENT}${style('cyan', '→')} ${line}`).join('');

/** A finding on one line, with its remedy on the next. */
export function renderFinding({ name, verdict, seen, remedy }: Finding, { style }: Shell): string {
  const { sign, format } = LOOKS[verdict];
  const line = `${style(format, sign)}  ${name.padEnd(NAME_WIDTH)} ${seen}`;
  return `${line}${remedyLine(remedy, style)}`;
}

/** This many names of checks fit on a line. */
const NAMES_SHOWN = 4;

/** Checks that were not made, grouped by reason: one entry for each reason. @param all - whether to name all checks, however many they are */
export function renderUnknown(
  findings: readonly Finding[],
  { style }: Pick<Shell, 'style'>,
  all: boolean,
): readonly string[] {
  const byReason = new Map<string, Finding[]>();
  for (const finding of findings) {
    const reason = `${finding.seen}\n${finding.remedy}`;
    byReason.set(reason, [...(byReason.get(reason) ?? []), finding]);
  }
  return [...byReason.values()].map((same) => {
    const [{ name, seen, remedy } = { name: '', seen: '' } as Finding] = same;
    const what = same.length === 1 ? name : `${same.length} checks`;
    const line = `${style('yellow', '? unknown')}  ${what.padEnd(NAME_WIDTH)} ${seen}`;
    const areNamed = same.length > 1 && (all || same.length <= NAMES_SHOWN);
    const names = areNamed ? `\n${INDENT}${style('dim', same.map((each) => each.name).join(', '))}` : '';
    return `${line}${names}${remedyLine(remedy, style)}`;
  });
}

/** `49 checks: 41 ok, 3 warnings, 1 failure, 4 not checked` */
export function renderSummary(findings: readonly Finding[]): string {
  const made = findings.filter(({ unknown }) => unknown !== true);
  const count = (wanted: Verdict): number => made.filter(({ verdict }) => verdict === wanted).length;
  const named = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
  const notMade = findings.length - made.length;
  const counts = [
    `${count('ok')} ok`,
    named(count('warning'), 'warning'),
    named(count('failure'), 'failure'),
  ];
  return `${findings.length} checks: ${[...counts, ...(notMade === 0 ? [] : [`${notMade} not checked`])].join(', ')}`;
}
