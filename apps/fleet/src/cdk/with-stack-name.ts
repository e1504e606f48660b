import type { SelectedStack } from '../fleets/selected-stacks.ts';

/** The CDK CLI's output, with the stack's name in place of its construct id. The CLI writes `id` in some lines, and `id (name)` in others. */
export function withStackName(text: string, { id, fleet }: SelectedStack): string {
  const { stackName } = fleet;
  if (id === stackName) return text;
  return text.replaceAll(new RegExp(`(?<![\\w-])${id}(?: \\(${stackName}\\))?(?![\\w-])`, 'g'), stackName);
}
