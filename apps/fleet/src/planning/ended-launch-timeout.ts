import type { ResourceChange } from './compare-templates.ts';

/** A sentence about the launch timeout, if the deployment ends it. */
export const renderEndedLaunchTimeout = (changes: readonly ResourceChange[]): readonly string[] =>
  changes.some(({ type, kind }) => type === 'AWS::AutoScaling::LifecycleHook' && kind === 'remove')
    ? [
        'The launch timeout ends: the group replaces the instances that have not reported yet that their agent is ready. ' +
          'An instance that boots during the deployment does not report, so its agent may lose its first job.',
      ]
    : [];
