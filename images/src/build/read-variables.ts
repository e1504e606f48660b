import type { ImageFamily } from '@agent-aws-stack/contract';
import { BuildError } from './errors.ts';
import type { RecordedVariable } from './recorded-variables.ts';
import { BUILD_VARIABLES } from './variables.ts';

export interface GivenVariables {
  /** Packer's variables, by their names in the template. */
  readonly variables: Readonly<Record<string, string>>;
  /** The variables that the image's tags record. */
  readonly recorded: readonly RecordedVariable[];
  readonly notes: readonly string[];
}

/** Converts the build variables in the environment to Packer's. An empty value counts as absent. */
export function readVariables(
  family: ImageFamily,
  env: NodeJS.ProcessEnv,
  report: (problem: BuildError) => void,
): GivenVariables {
  const variables: Record<string, string> = {};
  const recorded: RecordedVariable[] = [];
  const notes: string[] = [];
  for (const { key, packer, tag, families, pattern, expected } of BUILD_VARIABLES) {
    const value = env[key]?.trim();
    if (!value) continue;
    if (!families.includes(family)) {
      notes.push(`${key}: has no effect on ${family}`);
    } else if (!pattern.test(value)) {
      report(new BuildError(key, `'${value}' is not ${expected}`));
    } else {
      variables[packer] = value;
      if (tag !== undefined) recorded.push({ key, tag, value });
    }
  }
  return { variables, recorded, notes };
}
