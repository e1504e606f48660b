import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import type { PresentGroup } from '../observe/deployed-stack.ts';
import type { ResourceChange } from './compare-templates.ts';

/** A sentence for each change with which a deployment would terminate running jobs. */
export function dangersOf(
  changes: readonly ResourceChange[],
  present: PresentGroup | undefined,
  maxSize: number,
): readonly string[] {
  const group = changes.find(({ logicalId }) => logicalId === LOGICAL_IDS.group);
  const dangers: string[] = [];
  if (group?.kind === 'remove')
    dangers.push('The Auto Scaling group is deleted: every agent and every running job is terminated.');
  if (group?.kind === 'replace' || group?.kind === 'may replace') {
    const certainty = group.kind === 'replace' ? 'is replaced' : 'may be replaced';
    dangers.push(
      `The Auto Scaling group ${certainty} (${group.properties.map(({ name }) => name).join(', ')}): every agent and every running job is terminated.`,
    );
  }
  if (present !== undefined && maxSize < present.desired) {
    dangers.push(
      `The maximum of ${maxSize} is below the current desired capacity of ${present.desired}: ` +
        `${present.desired - maxSize} instances are terminated at once, with the jobs they run.`,
    );
  }
  return dangers;
}
