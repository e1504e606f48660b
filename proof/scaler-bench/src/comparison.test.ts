import { describe, expect, it } from '@jest/globals';
import { sampleReport } from './testing/sample-report.ts';
import { compare } from './comparison.ts';
import { summary } from './summary.ts';

describe('compare', () => {
  it('compares the two handlers figure by figure in each scenario', () => {
    const compared = compare(sampleReport(), 'theirs');
    expect(compared).toContainEqual({
      figure: 'idle, 10 instances: mean wait ms',
      first: 1_000,
      other: 2_000,
      ratio: 0.5,
    });
    expect(compared).toContainEqual({
      figure: 'scale-out, 10 instances: decide ms',
      first: 55,
      other: 110,
      ratio: 0.5,
    });
    expect(compared).toContainEqual({
      figure: 'start-up beyond that of a bare Node handler ms',
      first: 50,
      other: 100,
      ratio: 0.5,
    });
    expect(compared.map(({ figure }) => figure)).toContain(
      'idle, 10 instances: DescribeAutoScalingGroups calls a minute',
    );
    expect(compared.filter(({ figure }) => figure.startsWith('Semaphore'))).toEqual([]);
  });

  it('leaves out figures that neither handler has', () => {
    const report = { ...sampleReport(), starts: [] };
    expect(compare(report, 'theirs').filter(({ figure }) => figure.startsWith('start'))).toEqual([]);
  });
});

describe('summary', () => {
  it('has ratios if there are two handlers, and a verdict for each target', () => {
    const text = summary(sampleReport());
    expect(text).toMatch(/^idle, 10 instances: mean wait ms +1000 +2000 +0\.50 ×$/m);
    expect(text).toMatch(/^code size +≤ 480 KB +465 KB +met$/m);
    expect(text).toMatch(/^monthly cost .* met$/m);
    expect(text).toMatch(/^ours +60 +55\.0 +55\.0 +1\.00 × +0\.98 × +1\.02 ×$/m);
  });

  it('has no comparison if there is one handler', () => {
    expect(summary({ ...sampleReport(), handlers: ['ours'] })).not.toContain('side by side');
  });
});
