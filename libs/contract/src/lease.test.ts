import { describe, expect, it } from '@jest/globals';
import { LEASE_VALUE, leaseNotesIn, leaseValue } from './index.ts';

const at = (time: string): number => Date.parse(`2026-03-01T${time}Z`);
const quota = { ceiling: 5, idleAgentAt: at('10:00:12') };
const shortage = { missing: 30, since: at('10:00:14.250'), seenAt: at('10:01:14') };
const QUOTA_TEXT = 'the quota allows 5 jobs, an idle agent was seen at 2026-03-01T10:00:12Z';
const SHORTAGE_TEXT =
  'spot capacity of 30 is missing since 2026-03-01T10:00:14.250Z, last seen at 2026-03-01T10:01:14.000Z';

describe('the value of the lease', () => {
  it.each([
    [{}, LEASE_VALUE],
    [{ quota }, `${LEASE_VALUE}; ${QUOTA_TEXT}`],
    [{ shortage }, `${LEASE_VALUE}; ${SHORTAGE_TEXT}`],
    [{ quota, shortage }, `${LEASE_VALUE}; ${QUOTA_TEXT}; ${SHORTAGE_TEXT}`],
  ])('with the notes %j is read as it was written', (notes, value) => {
    expect(leaseValue(notes)).toBe(value);
    expect(leaseNotesIn(value)).toEqual({ quota: undefined, shortage: undefined, ...notes });
  });

  it('has the time of the quota to the second', () => {
    expect(leaseValue({ quota: { ceiling: 5, idleAgentAt: at('10:00:12.345') } })).toContain(QUOTA_TEXT);
  });

  it.each([
    LEASE_VALUE,
    '',
    'r-1',
    `${LEASE_VALUE}; the quota allows -1 jobs, an idle agent was seen at 2026-03-01T10:00:12Z`,
    `${LEASE_VALUE}; the quota allows 5 jobs, an idle agent was seen at noon`,
    `${LEASE_VALUE}; spot capacity of 30 is missing since noon, last seen at 2026-03-01T10:01:14Z`,
    `${LEASE_VALUE}; spot capacity of 30 is missing since 2026-03-01T10:01:14Z`,
  ])('has no note: %j', (value) => {
    expect(leaseNotesIn(value)).toEqual({ quota: undefined, shortage: undefined });
  });
});
