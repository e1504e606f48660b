import { allocationRules } from './allocation-rules.ts';
import { architectureRules } from './architecture-rules.ts';
import { connectionRules } from './connection-rules.ts';
import { macRules } from './mac-rules.ts';
import type { Narrowing, Rule } from './rule.ts';
import { sizeNarrowings, sizeRules } from './size-rules.ts';
import { systemRules } from './system-rules.ts';
import { volumeRules } from './volume-rules.ts';

/** Every rule between parameters. */
export const rules: readonly Rule[] = [
  ...connectionRules,
  ...systemRules,
  ...sizeRules,
  ...architectureRules,
  ...allocationRules,
  ...volumeRules,
  ...macRules,
];

/** Every expectation that depends on other parameters. */
export const narrowings: readonly Narrowing[] = sizeNarrowings;
