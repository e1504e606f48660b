import type { ResourceChange } from './compare-templates.ts';

/** A sentence about the launch timeout, if the deployment ends it. */
export const renderEndedLaunchTimeout = (changes: readonly ResourceChange[]): readonly string[] =>
  changes.some(({ type, kind }) => type === 'AWS::AutoScaling::LifecycleHook' && kind === 'remove')
    ? [
        'The launch timeout ends: the group replaces the instances that have not reported yet that their agent is ready. ' +
          'An agent that gets ready during the deployment may lose its first job.',
      ]
    : [];
