import { integer } from './integers.ts';

/** 10,000 is far more than an account can run. The limit catches mistyped numbers. */
export const groupSize = integer({ min: 0, max: 10_000, unit: 'instances' });
