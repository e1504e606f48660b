import { printResults, type StackResult } from '../../cdk/run-in-parallel.ts';
import type { FullCommand } from '../../cli/full-command.ts';
import type { SelectedStack } from '../../fleets/selected-stacks.ts';
import type { PlannedFleet } from '../../planning/plan-fleets.ts';
import type { BrakeRelease } from './release-brake.ts';
import { pipelineStanza, renderPipelineStanza } from '../../render/pipeline-stanza.ts';
import type { Shell } from '../../cli/shell.ts';

interface Deployment {
  readonly stacks: readonly SelectedStack[];
  readonly planned: readonly PlannedFleet[];
  readonly results: readonly StackResult[];
  /** What was done about open launch brakes, by stack. */
  readonly releases: ReadonlyMap<string, BrakeRelease>;
  /** Renders the command to print after `Next:`. */
  readonly fullCommand: FullCommand;
  readonly json: boolean;
}

/** Prints how the deployments ended and, for fleets that are new, what a pipeline needs to use them. @throws ReportedFailure if one failed */
export function printDeployed(
  { stacks, planned, results, releases, fullCommand, json }: Deployment,
  shell: Shell,
): void {
  const created = stacks
    .map(({ fleet }) => fleet)
    .filter(({ stackName }) =>
      planned.some((each) => each.stackName === stackName && each.comparison?.hasGroup === false),
    );
  const withDetails = (result: StackResult): StackResult => {
    const fleet = created.find(({ stackName }) => stackName === result.stackName);
    const launchBrake = releases.get(result.stackName);
    const pipeline = fleet && result.failure === undefined ? { pipeline: pipelineStanza(fleet) } : {};
    return { ...result, details: { ...result.details, ...pipeline, ...(launchBrake && { launchBrake }) } };
  };
  if (!json) for (const { message } of releases.values()) shell.err(message);
  printResults(results.map(withDetails), json, shell);
  if (json) return;
  if (created.length > 0) shell.out(`\n${renderPipelineStanza(created)}\n`);
  // Suggest `run`, which follows the first job, for a single fleet only: it cannot follow several.
  shell.out(`Next: ${fullCommand(stacks.length === 1 && created.length === 1 ? 'run' : 'doctor')}`);
}
