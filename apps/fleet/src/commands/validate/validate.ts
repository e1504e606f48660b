import { ConfigurationError, type FleetConfig } from '@agent-aws-stack/config';
import type { FleetOptions } from '../../cli/common-options.ts';
import { ReportedFailure } from '../../cli/errors.ts';
import { table } from '../../cli/table.ts';
import { printCautions } from '../../fleets/chosen-fleets.ts';
import { configuredFleets } from '../../fleets/configured-fleets.ts';
import { instanceChoices } from '../../fleets/instance-choices.ts';
import type { Shell } from '../../cli/shell.ts';

/** Checks the configuration of every fleet, without AWS, and prints all problems at once. @throws ReportedFailure if there are problems; with `json`, ConfigurationError instead */
export function validate(options: FleetOptions, shell: Shell): void {
  const { json } = options;
  try {
    const { fleets, cautions } = configuredFleets(options, shell.env);
    if (json)
      return shell.report({
        fleets: fleets.map(({ stackName: fleet }) => ({ fleet })),
        result: { warnings: cautions },
      });
    printCautions(cautions, shell);
    shell.out(`${table(['Fleet', 'Instances', 'Size', 'Semaphore'], fleets.map(row))}\n`);
    shell.out(closingLine(fleets.length, cautions.length));
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    if (json) throw error;
    shell.err(error.message);
    throw new ReportedFailure();
  }
}

function row(fleet: FleetConfig): string[] {
  const types = instanceChoices(fleet).map((choice) =>
    choice.kind === 'type' ? choice.instanceType : 'by requirements',
  );
  const { os, arch } = fleet.instance;
  const { minSize, maxSize } = fleet.group;
  return [fleet.stackName, `${os} ${arch}, ${types.join(' ')}`, `${minSize}–${maxSize}`, fleet.endpoint];
}

/** Warnings are not problems: they do not stop a deployment. */
function closingLine(fleets: number, warnings: number): string {
  const verdict = `${fleets === 1 ? 'One fleet' : `${fleets} fleets`}, no problems.`;
  if (warnings === 0) return verdict;
  const subject = warnings === 1 ? 'The warning above does' : `The ${warnings} warnings above do`;
  return `${verdict} ${subject} not stop a deployment.`;
}
