import type { ImageFamily } from '@agent-aws-stack/ami-hash';
import { BuildError } from './errors.ts';
import { BUILD_VARIABLES } from './variables.ts';

/** The environment's build variables as Packer's; an empty value counts as none. */
export function readVariables(
  family: ImageFamily,
  env: NodeJS.ProcessEnv,
  report: (problem: BuildError) => void,
): { readonly variables: Readonly<Record<string, string>>; readonly notes: readonly string[] } {
  const variables: Record<string, string> = {};
  const notes: string[] = [];
  for (const { key, packer, families, pattern, expected } of BUILD_VARIABLES) {
    const value = env[key]?.trim();
    if (!value) continue;
    if (!families.includes(family)) {
      notes.push(`${key}: has no effect on ${family}`);
    } else if (!pattern.test(value)) {
      report(new BuildError(key, `'${value}' is not ${expected}`));
    } else {
      variables[packer] = value;
    }
  }
  return { variables, notes };
}
