import { agentParameters } from './agent.ts';
import { groupParameters } from './group.ts';
import { instanceParameters } from './instance.ts';
import { macParameters } from './mac.ts';
import { networkParameters } from './network.ts';
import { operationsParameters } from './operations.ts';
import type { Parameter } from './parameter.ts';
import { parametersIn } from './parameter-tree.ts';
import type { KeyIn, ValuesOf } from './parameter-tree.ts';
import { purchaseParameters } from './purchase.ts';
import { scalerParameters } from './scaler.ts';
import { semaphoreParameters } from './semaphore.ts';
import { stackParameters } from './stack.ts';
import { volumeParameters } from './volume.ts';

/** Every parameter of a fleet, once, at the place of its value in FleetSettings and FleetConfig. */
export const parameters = {
  ...stackParameters,
  ...semaphoreParameters,
  agent: agentParameters,
  instance: { ...instanceParameters, rootVolume: volumeParameters, mac: macParameters },
  group: { ...groupParameters, purchase: purchaseParameters },
  network: networkParameters,
  scaler: scalerParameters,
  ...operationsParameters,
};

export type ParameterKey = KeyIn<typeof parameters>;

/** The values of one fleet's parameters, with defaults applied. They may break rules. */
export type FleetSettings = ValuesOf<typeof parameters>;

export const allParameters = parametersIn(parameters);

export const parameterKeys = allParameters.map(({ key }) => key) as readonly ParameterKey[];

export const parametersByKey = Object.fromEntries(
  allParameters.map((parameter) => [parameter.key, parameter]),
) as Readonly<Record<ParameterKey, Parameter>>;

export function isParameterKey(name: string): name is ParameterKey {
  return Object.hasOwn(parametersByKey, name);
}

/** The parameters in the order and groups of the documentation. */
export const parameterGroups = [
  { title: 'Stack', parameters: parametersIn(stackParameters) },
  { title: 'Semaphore', parameters: parametersIn(semaphoreParameters) },
  { title: 'Agent', parameters: parametersIn(agentParameters) },
  { title: 'Instances', parameters: parametersIn(instanceParameters) },
  { title: 'Root volume', parameters: parametersIn(volumeParameters) },
  { title: 'Auto Scaling group', parameters: parametersIn(groupParameters) },
  { title: 'On-demand and spot', parameters: parametersIn(purchaseParameters) },
  { title: 'Scaler', parameters: parametersIn(scalerParameters) },
  { title: 'Network', parameters: parametersIn(networkParameters) },
  { title: 'macOS', parameters: parametersIn(macParameters) },
  { title: 'Operations', parameters: parametersIn(operationsParameters) },
];
