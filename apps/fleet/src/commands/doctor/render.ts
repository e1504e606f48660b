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
  remedy === undefined ? '' : `\n${INDENT}${style('cyan', '→')} ${remedy}`;

/** A finding on one line, with its remedy on the next. */
export function renderFinding({ name, verdict, seen, remedy }: Finding, { style }: Shell): string {
  const { sign, format } = LOOKS[verdict];
  const line = `${style(format, sign)}  ${name.padEnd(NAME_WIDTH)} ${seen}`;
  return `${line}${remedyLine(remedy, style)}`;
}

const NOT_CHECKED = 'not checked';

/** Checks that could not be made, grouped by reason: one entry for each. */
export function renderUnknown(findings: readonly Finding[], { style }: Shell): readonly string[] {
  const byReason = new Map<string, Finding[]>();
  for (const finding of findings) {
    const reason = `${finding.seen}\n${finding.remedy}`;
    byReason.set(reason, [...(byReason.get(reason) ?? []), finding]);
  }
  return [...byReason.values()].map((same) => {
    const names = same.map(({ name }) => name).join(', ');
    const why = same[0]?.seen.replace(`${NOT_CHECKED}: `, '');
    const line = `${style(LOOKS.warning.format, LOOKS.warning.sign)}  ${NOT_CHECKED.padEnd(NAME_WIDTH)} ${why}`;
    return `${line}\n${INDENT}${style('dim', names)}${remedyLine(same[0]?.remedy, style)}`;
  });
}

/** `49 checks: 45 ok, 3 warnings, 1 failure` */
export function renderSummary(findings: readonly Finding[]): string {
  const count = (wanted: Verdict): number => findings.filter(({ verdict }) => verdict === wanted).length;
  const named = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
  return `${findings.length} checks: ${count('ok')} ok, ${named(count('warning'), 'warning')}, ${named(count('failure'), 'failure')}`;
}
