import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import type { ResourceChange } from './compare-templates.ts';

interface Template {
  readonly Resources?: Readonly<
    Record<
      string,
      {
        readonly UpdatePolicy?: {
          readonly AutoScalingScheduledAction?: { readonly IgnoreUnmodifiedGroupSizeProperties?: boolean };
        };
      }
    >
  >;
}

const SIZES = ['MinSize', 'MaxSize', 'DesiredCapacity'];

/** Whether a deployment keeps the present limits of the group. It does if the fleet has schedules and the deployment changes no size in the template. */
export function keepsLimits(changes: readonly ResourceChange[], wanted: Template): boolean {
  const policy = wanted.Resources?.[LOGICAL_IDS.group]?.UpdatePolicy?.AutoScalingScheduledAction;
  if (policy?.IgnoreUnmodifiedGroupSizeProperties !== true) return false;
  const change = changes.find(({ logicalId }) => logicalId === LOGICAL_IDS.group);
  if (change === undefined) return true;
  return change.kind === 'update' && !change.properties.some(({ name }) => SIZES.includes(name));
}
