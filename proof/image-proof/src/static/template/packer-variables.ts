import type { ImageFamily } from '@agent-aws-stack/contract';
import { BUILD_VARIABLES, planBuild, workspaceRoot } from '@agent-aws-stack/images';

/** All variables that the builder may pass to a family's template. */
export function buildPackerVariables(family: ImageFamily): readonly string[] {
  const { variables } = planBuild(family, {}, {}, workspaceRoot);
  const optional = BUILD_VARIABLES.filter(({ families }) => families.includes(family));
  return [...new Set([...Object.keys(variables), ...optional.map(({ packer }) => packer)])];
}
