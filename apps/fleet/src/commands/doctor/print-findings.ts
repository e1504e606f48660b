import type { Shell } from '../../cli/shell.ts';
import type { Finding, Verdict } from './finding.ts';
import { renderFinding, renderSummary, renderUnknown } from './render.ts';

/**
 * Prints the findings on one fleet: failures first, then warnings, then the checks that could not be made, grouped by reason.
 * Unless `all` is true, the checks that passed, and those whose result is not known yet, are only counted.
 */
export function printFindings(
  stackName: string,
  findings: readonly Finding[],
  { all, shell }: { readonly all: boolean; readonly shell: Shell },
): void {
  const made = findings.filter(({ unknown }) => unknown !== true);
  const lines = (wanted: Verdict): readonly string[] =>
    made.filter(({ verdict }) => verdict === wanted).map((finding) => renderFinding(finding, shell));
  shell.out(
    [
      shell.style('bold', stackName),
      ...lines('failure'),
      ...lines('warning'),
      ...renderUnknown(
        findings.filter(({ unknown, verdict }) => unknown && (all || verdict !== 'ok')),
        shell,
        all,
      ),
      ...(all ? lines('ok') : []),
      `${renderSummary(findings)}\n`,
    ].join('\n'),
  );
}
