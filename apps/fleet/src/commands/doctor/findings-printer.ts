import type { Shell } from '../../cli/shell.ts';
import type { Finding } from './finding.ts';
import { renderFinding, renderSummary, renderUnknown } from './render.ts';

/** Prints the findings on one fleet as they come. Checks that could not be made follow at the end, grouped by reason. */
export class FindingsPrinter {
  readonly #shell: Shell;

  constructor(stackName: string, shell: Shell) {
    this.#shell = shell;
    shell.out(shell.style('bold', stackName));
  }

  print(finding: Finding): void {
    if (finding.unknown !== true) this.#shell.out(renderFinding(finding, this.#shell));
  }

  end(all: readonly Finding[]): void {
    const unknown = all.filter((finding) => finding.unknown);
    if (unknown.length > 0) this.#shell.out(renderUnknown(unknown, this.#shell));
    this.#shell.out(`${renderSummary(all)}\n`);
  }
}
