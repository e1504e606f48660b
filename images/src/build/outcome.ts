import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { MachineImage } from '@agent-aws-stack/aws-clients/ec2';
import type { BuildPlan } from './build-plan.ts';
import type { RecordedVariable } from './recorded-variables.ts';

/** The result of a build. */
export interface Outcome {
  readonly imageId: string;
  readonly imageName: string;
  readonly os: string;
  readonly arch: string;
  readonly region: string;
  /** The image's state as EC2 reports it. */
  readonly state: string;
  /** Whether this run built the image; false if it existed. */
  readonly built: boolean;
}

export function outcomeOf(
  plan: BuildPlan,
  image: Pick<MachineImage, 'id' | 'state'>,
  built: boolean,
): Outcome {
  const { imageName, os, arch, region } = plan;
  return { imageId: image.id, imageName, os, arch, region, state: image.state, built };
}

export function writeOutcome(file: string, outcome: Outcome): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(outcome, null, 2)}\n`);
}

/** The last line of a build's output. It ends with the image id, so that scripts can read it. */
export function describeOutcome(
  { imageName, region, built, imageId }: Outcome,
  recorded: readonly RecordedVariable[],
): string {
  if (built) return `Built ${imageName} in ${region}: ${imageId}`;
  const settings = recorded.map(({ key, value }) => `${key}=${value}`).join(', ');
  const how = settings === '' ? '' : `, built with the same ${settings}`;
  return `${imageName} already exists in ${region}${how} (--force replaces it): ${imageId}`;
}
