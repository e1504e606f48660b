import { parameters } from '../parameters/index.ts';
import { when } from '../rules/rule.ts';
import { largestMaxSize } from '../schedules/schedule.ts';
import type { FindCautions } from './caution.ts';

const { schedules: parameter, newInstancesProtectedFromScaleIn: protection } = parameters.group;

export const scheduleCautions: readonly FindCautions[] = [
  ({ scaler, agent, group: { schedules } }) => {
    const names = schedules.filter(({ desired }) => desired !== undefined).map(({ name }) => name);
    const idles = agent.disconnectAfterIdleTimeoutSeconds > 0;
    const effect = [
      ...(scaler.enabled ? ['the scaler raises it again for queued jobs'] : []),
      ...(idles ? ['idle agents lower it after their idle timeout'] : []),
    ].join(', and ');
    return when(names.length > 0 && effect !== '', {
      parameter,
      effect: `sets the desired capacity once in ${names.join(', ')}: ${effect}`,
      remedy: 'Set minSize to keep agents ready',
    });
  },
  ({ group }, isSet) => {
    const { schedules, newInstancesProtectedFromScaleIn } = group;
    const isUnprotected = isSet(protection) && !newInstancesProtectedFromScaleIn;
    const largest = largestMaxSize(group);
    const names = schedules
      .filter(({ maxSize }) => maxSize !== undefined && maxSize < largest)
      .map(({ name }) => name);
    return when(isUnprotected && names.length > 0, {
      parameter,
      effect: `lowers the maximum in ${names.join(', ')}, and with SEMAPHORE_AGENT_ASG_NEW_INSTANCES_PROTECTED_FROM_SCALE_IN false, Auto Scaling then terminates instances together with their jobs`,
      remedy:
        'Remove SEMAPHORE_AGENT_ASG_NEW_INSTANCES_PROTECTED_FROM_SCALE_IN, which protects the instances',
    });
  },
];
