import { parameters } from '../parameters/index.ts';
import { when } from '../rules/rule.ts';
import { mayScaleIn } from '../schedules/schedule.ts';
import type { FindCautions } from './caution.ts';
import { buysSpot } from './spot-cautions.ts';

const {
  newInstancesProtectedFromScaleIn: protection,
  capacityRebalance,
  maxInstanceLifetimeSeconds,
} = parameters.group;

const remedy = `Set ${protection.key} to true; then instances leave after their jobs`;

/** Auto Scaling ends running jobs when it replaces instances that are not protected from scale-in. */
export const protectionCautions: readonly FindCautions[] = [
  ({ group }, isSet) => {
    const isProtected = isSet(protection)
      ? group.newInstancesProtectedFromScaleIn
      : group.schedules.some(mayScaleIn);
    if (isProtected) return [];
    return [
      ...when(group.capacityRebalance && buysSpot(group), {
        parameter: capacityRebalance,
        effect: 'lets Auto Scaling terminate spot instances at risk together with their jobs',
        remedy,
      }),
      ...when(group.maxInstanceLifetimeSeconds > 0, {
        parameter: maxInstanceLifetimeSeconds,
        effect: 'lets Auto Scaling terminate old instances together with their jobs',
        remedy,
      }),
    ];
  },
];
