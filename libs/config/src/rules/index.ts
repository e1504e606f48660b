import { allocationRules } from './allocation-rules.ts';
import { architectureRules } from './architecture-rules.ts';
import { connectionRules } from './connection-rules.ts';
import { macRules } from './mac-rules.ts';
import type { Rule } from './rule.ts';
import { sizeRules } from './size-rules.ts';
import { volumeRules } from './volume-rules.ts';

/** Every rule between parameters. */
export const rules: readonly Rule[] = [
  ...connectionRules,
  ...sizeRules,
  ...architectureRules,
  ...allocationRules,
  ...volumeRules,
  ...macRules,
];
