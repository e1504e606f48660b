import type { FleetConfig } from '@agent-aws-stack/config';
import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import type { ResourceChange } from './compare-templates.ts';

/** Whether `deploy` tests the new version: the configuration wants it, the launch template changes, and there is a version to put back. */
export const canaryFollows = (
  { group: { deployCanary } }: Pick<FleetConfig, 'group'>,
  { hasGroup, changes }: { readonly hasGroup: boolean; readonly changes: readonly ResourceChange[] },
): boolean =>
  deployCanary &&
  hasGroup &&
  changes.some(({ logicalId, kind }) => logicalId === LOGICAL_IDS.launchTemplate && kind !== 'remove');

/** Whether a deployment writes a rollout. With canaries configured, the rollout is written as paused, even if no canary follows. */
export const writesPause = (
  { group: { deployCanary, imageRollout } }: Pick<FleetConfig, 'group'>,
  { changes }: { readonly changes: readonly ResourceChange[] },
): boolean =>
  deployCanary &&
  imageRollout !== undefined &&
  changes.some(
    ({ type, logicalId }) => type === 'AWS::SSM::Parameter' && logicalId.startsWith('ImageRollout'),
  );

/** The plan's sentence about the canary. */
export const CANARY_FOLLOWS =
  'A canary follows: if no instance of the new launch template registers its agent in time, the previous version is deployed again.';
