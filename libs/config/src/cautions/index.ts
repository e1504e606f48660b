import { agentCautions } from './agent-cautions.ts';
import { boundaryCautions } from './boundary-cautions.ts';
import { cacheCautions } from './cache-cautions.ts';
import type { FindCautions } from './caution.ts';
import { instanceCautions } from './instance-cautions.ts';
import { launchCautions } from './launch-cautions.ts';
import { macCautions } from './mac-cautions.ts';
import { networkCautions } from './network-cautions.ts';
import { protectionCautions } from './protection-cautions.ts';
import { scalerCautions } from './scaler-cautions.ts';
import { scheduleCautions } from './schedule-cautions.ts';
import { spotCautions } from './spot-cautions.ts';
import { volumeCautions } from './volume-cautions.ts';

/** Every caution about the settings of one fleet. */
export const cautions: readonly FindCautions[] = [
  ...instanceCautions,
  ...agentCautions,
  ...cacheCautions,
  ...boundaryCautions,
  ...launchCautions,
  ...macCautions,
  ...protectionCautions,
  ...scalerCautions,
  ...scheduleCautions,
  ...spotCautions,
  ...networkCautions,
  ...volumeCautions,
];
