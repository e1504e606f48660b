import { awsRemedies } from './faults/aws-remedies.ts';
import type { BuildPlan } from './build-plan.ts';
import { linesOf, type PackerEvent } from './machine-readable.ts';
import { provisionerFaults } from './provisioner-faults.ts';

/** Explains why a build failed, from Packer's output. If an error of AWS has a known remedy, the last line is that remedy. */
export function whyFailed(
  { family, region, variables }: BuildPlan,
  events: readonly PackerEvent[],
): readonly string[] {
  const errors = events.filter(({ kind }) => kind === 'error').flatMap(linesOf);
  const context = { family, region, instanceType: variables['instance_type'] ?? '' };
  return [...provisionerFaults(events), ...awsRemedies(errors, context)];
}
