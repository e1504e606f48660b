import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import type { PresentGroup } from '../observe/deployed-stack.ts';
import type { ResourceChange } from './compare-templates.ts';

export const DANGER_KINDS = ['group removed', 'group replaced', 'maximum below capacity'] as const;

/** A change with which a deployment would terminate running jobs. */
export interface Danger {
  /** A fleet has at most one danger of each kind. The message may change with the fleet's capacity, but the kind does not. */
  readonly kind: (typeof DANGER_KINDS)[number];
  readonly message: string;
}

/** The dangers of deploying a fleet. @param maxSize - undefined: the deployment keeps the group's maximum */
export function dangersOf(
  changes: readonly ResourceChange[],
  present: PresentGroup | undefined,
  maxSize: number | undefined,
): readonly Danger[] {
  const group = changes.find(({ logicalId }) => logicalId === LOGICAL_IDS.group);
  const dangers: Danger[] = [];
  const add = (kind: Danger['kind'], message: string) => dangers.push({ kind, message });
  if (group?.kind === 'remove') {
    add(
      'group removed',
      'The Auto Scaling group is deleted: every agent and every running job is terminated.',
    );
  }
  if (group?.kind === 'replace' || group?.kind === 'may replace') {
    const isCertain = group.kind === 'replace';
    const names = group.properties.map(({ name }) => name).join(', ');
    add(
      'group replaced',
      `The Auto Scaling group ${isCertain ? 'is' : 'may be'} replaced (${names}): ${isCertain ? '' : 'if it is, '}every agent and every running job is terminated.`,
    );
  }
  if (present !== undefined && maxSize !== undefined && maxSize < present.desired) {
    add(
      'maximum below capacity',
      `The maximum of ${maxSize} is below the current desired capacity of ${present.desired}: ` +
        'instances are terminated at once, with the jobs that run there, until the capacity is down to the maximum.',
    );
  }
  return dangers;
}
