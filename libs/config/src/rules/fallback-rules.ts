import { parameters } from '../parameters/index.ts';
import type { FleetSettings } from '../parameters/index.ts';
import { when } from './rule.ts';
import type { Rule } from './rule.ts';

const { onDemandFallbackAfterSeconds: parameter, onDemandPercentageAboveBase } = parameters.group.purchase;

const conflictWith = ({ group, scaler, instance }: FleetSettings): string | undefined => {
  if (instance.os === 'macos') return 'there are no Mac spot instances';
  if (!scaler.enabled)
    return `only the scaler lets on-demand instances stand in, and ${parameters.scaler.enabled.key} is false`;
  return group.purchase.onDemandPercentageAboveBase === 100
    ? `${onDemandPercentageAboveBase.key} is 100: no instance is spot`
    : undefined;
};

/** On-demand instances can stand in only for spot instances, and only the scaler lets them. */
export const fallbackRules: readonly Rule[] = [
  (settings) => {
    const conflict = conflictWith(settings);
    return when(settings.group.purchase.onDemandFallbackAfterSeconds > 0 && conflict !== undefined, {
      parameter,
      expected: `0, because ${conflict}`,
    });
  },
];
