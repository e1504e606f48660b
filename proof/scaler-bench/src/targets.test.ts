import { describe, expect, it } from '@jest/globals';
import { sampleReport, sampleResult } from './testing/sample-report.ts';
import type { Report } from './report.ts';
import { verdicts } from './targets.ts';

const metOf = (report: Report) =>
  Object.fromEntries(verdicts(report).map(({ target, met }) => [target, met]));
const changed = (change: (report: Report) => Partial<Report>) => {
  const report = sampleReport();
  return { ...report, ...change(report) };
};

describe('verdicts', () => {
  it('are all met by a handler within all limits', () => {
    const met = metOf(sampleReport());
    expect(Object.values(met)).toHaveLength(12);
    expect(Object.entries(met).filter(([, is]) => is !== true)).toEqual([]);
  });

  it('are undecided without measurements, except the one on the code size', () => {
    const empty = changed(() => ({ handlers: ['ours'], starts: [], soaks: [], sizes: [], results: [] }));
    expect(Object.entries(metOf(empty)).filter(([, is]) => is !== undefined)).toEqual([['code size', true]]);
  });

  it.each<[string, (report: Report) => Partial<Report>]>([
    ['mean time from a job to the next poll', () => ({ results: [sampleResult({ meanWaitMs: 1_101 })] })],
    [
      'worst gap, successor on time',
      () => ({ results: [sampleResult({ scenario: 'successor on time', longestGapMs: 2_601 })] }),
    ],
    [
      'worst gap, successor 20 s late',
      () => ({ results: [sampleResult({ scenario: 'successor 20 s late', longestGapMs: 5_001 })] }),
    ],
    [
      'worst gap, doubled start',
      () => ({ results: [sampleResult({ scenario: 'doubled start', longestGapMs: 5_001 })] }),
    ],
    [
      'reply → raise, median',
      // Scale-out is measured with several fleet sizes. The worst result counts.
      ({ results }) => ({ results: [...results, sampleResult({ scenario: 'scale-out', decideMs: 66 })] }),
    ],
    [
      'reply → raise, 2,000 instances',
      ({ sizes }) => ({ sizes: sizes.map((size) => ({ ...size, from: 1.06, to: 1.2 })) }),
    ],
    [
      'start-up beyond that of a bare Node handler',
      ({ starts }) => ({ starts: starts.map((it) => ({ ...it, overheadMs: 9 })) }),
    ],
    ['code size', () => ({ codeBytes: { ours: 480_001 } })],
    ['monthly cost', () => ({ results: [sampleResult({ billedMs: [76_300] })] })],
    ['heap after a week', ({ soaks }) => ({ soaks: soaks.map((soak) => ({ ...soak, weekHeapMib: 129 })) })],
    [
      'DescribeAutoScalingGroups a minute, idle',
      () => ({ results: [sampleResult({ calls: { DescribeAutoScalingGroups: 21 } })] }),
    ],
    [
      'faults handled',
      () => ({ results: [sampleResult({ scenario: 'SSM: missing', problems: ['lowered'] })] }),
    ],
  ])('are not met above the limit: %s', (target, change) => {
    expect(metOf(changed(change))).toMatchObject({ [target]: false });
  });

  it('are undecided if the limit is within the confidence interval', () => {
    const wide = changed(({ sizes }) => ({ sizes: sizes.map((size) => ({ ...size, from: 0.9, to: 1.2 })) }));
    expect(metOf(wide)).toMatchObject({ 'reply → raise, 2,000 instances': undefined });
  });

  it("compare the monthly cost with the JavaScript stack's, not with the second handler's", () => {
    const cost = verdicts(sampleReport()).find(({ target }) => target === 'monthly cost');
    expect(cost).toMatchObject({ measured: '0.68 ×', met: true });
  });
});
