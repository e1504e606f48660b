import { agentParameters } from './agent.ts';
import { groupParameters } from './group.ts';
import { instanceParameters } from './instance.ts';
import { macParameters } from './mac.ts';
import { networkParameters } from './network.ts';
import { operationsParameters } from './operations.ts';
import type { Parameter, ValueOf } from './parameter.ts';
import { purchaseParameters } from './purchase.ts';
import { scalerParameters } from './scaler.ts';
import { semaphoreParameters } from './semaphore.ts';
import { stackParameters } from './stack.ts';
import { volumeParameters } from './volume.ts';

/** Every parameter of a fleet, once. */
export const parameters = {
  ...stackParameters,
  ...semaphoreParameters,
  ...agentParameters,
  ...instanceParameters,
  ...volumeParameters,
  ...macParameters,
  ...groupParameters,
  ...purchaseParameters,
  ...networkParameters,
  ...scalerParameters,
  ...operationsParameters,
} satisfies Readonly<Record<string, Parameter<unknown>>>;

export type ParameterKey = keyof typeof parameters;

/** What every parameter's value is once read: defaults applied, undefined where nothing is set. */
export type Values = { readonly [Key in ParameterKey]: ValueOf<(typeof parameters)[Key]> };

export const parameterKeys = Object.keys(parameters) as readonly ParameterKey[];

export function isParameterKey(name: string): name is ParameterKey {
  return Object.hasOwn(parameters, name);
}

/** The parameters in the order and groups of the documentation. */
export const parameterGroups = [
  { title: 'Stack', parameters: stackParameters },
  { title: 'Semaphore', parameters: semaphoreParameters },
  { title: 'Agent', parameters: agentParameters },
  { title: 'Instances', parameters: instanceParameters },
  { title: 'Root volume', parameters: volumeParameters },
  { title: 'Auto Scaling group', parameters: groupParameters },
  { title: 'On-demand and spot', parameters: purchaseParameters },
  { title: 'Scaler', parameters: scalerParameters },
  { title: 'Network', parameters: networkParameters },
  { title: 'macOS', parameters: macParameters },
  { title: 'Operations', parameters: operationsParameters },
] as const;
