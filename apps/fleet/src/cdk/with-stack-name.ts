import type { SelectedStack } from '../fleets/selected-stacks.ts';

/** The CDK CLI's output, with the stack's name wherever the CLI writes its construct id or, as for a single fleet, both: `id (name)`. */
export function withStackName(text: string, { id, fleet }: SelectedStack): string {
  const { stackName } = fleet;
  if (id === stackName) return text;
  return text.replaceAll(new RegExp(`(?<![\\w-])${id}(?: \\(${stackName}\\))?(?![\\w-])`, 'g'), stackName);
}
