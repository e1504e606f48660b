import { allocationRules } from './allocation-rules.ts';
import { architectureRules } from './architecture-rules.ts';
import { cacheRules } from './cache-rules.ts';
import { connectionRules } from './connection-rules.ts';
import { fallbackRules } from './fallback-rules.ts';
import { isolationRules } from './isolation-rules.ts';
import { launchRules } from './launch-rules.ts';
import { macRules } from './mac-rules.ts';
import type { Narrowing, Rule } from './rule.ts';
import { scheduleRules } from './schedule-rules.ts';
import { sizeNarrowings, sizeRules } from './size-rules.ts';
import { systemRules } from './system-rules.ts';
import { volumeRules } from './volume-rules.ts';

/** All rules that compare parameters with each other. */
export const rules: readonly Rule[] = [
  ...connectionRules,
  ...cacheRules,
  ...systemRules,
  ...sizeRules,
  ...scheduleRules,
  ...architectureRules,
  ...allocationRules,
  ...fallbackRules,
  ...launchRules,
  ...volumeRules,
  ...macRules,
  ...isolationRules,
];

export const narrowings: readonly Narrowing[] = sizeNarrowings;
