import { describe, expect, it } from '@jest/globals';
import { LEASE_VALUE, leaseValue, quotaNoteIn } from './index.ts';

const note = { ceiling: 5, idleAgentAt: Date.parse('2026-03-01T10:00:12.345Z') };

describe('the value of the lease', () => {
  it('is the one that the stack sets while no job is held', () => {
    expect(leaseValue(undefined)).toBe(LEASE_VALUE);
  });

  it('says what is known about the quota', () => {
    const value =
      'its version is the lease; the quota allows 5 jobs, an idle agent was seen at 2026-03-01T10:00:12Z';
    expect(leaseValue(note)).toBe(value);
    expect(quotaNoteIn(value)).toEqual({ ceiling: 5, idleAgentAt: Date.parse('2026-03-01T10:00:12Z') });
  });

  it.each([
    LEASE_VALUE,
    '',
    'r-1',
    `${LEASE_VALUE}; the quota allows -1 jobs, an idle agent was seen at 2026-03-01T10:00:12Z`,
    `${LEASE_VALUE}; the quota allows 5 jobs, an idle agent was seen at noon`,
  ])('has no note: %j', (value) => {
    expect(quotaNoteIn(value)).toBeUndefined();
  });
});
