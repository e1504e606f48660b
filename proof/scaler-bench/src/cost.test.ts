import { describe, expect, it } from '@jest/globals';
import { costPage } from './cost-page.ts';
import { monthlyCost, type Usage } from './cost.ts';
import { docFigures } from './doc-figures.ts';
import { costsOf } from './measured-cost.ts';
import type { Report } from './report.ts';
import { sampleReport, sampleResult } from './testing/sample-report.ts';

const usage: Usage = {
  billedMs: 60_000,
  putMetricData: 1,
  logBytes: 704,
  metrics: 4,
  occasionalMetrics: 2,
  busyShare: 0.5,
};

describe('monthlyCost', () => {
  it('computes the cost from the usage and the list prices', () => {
    const cost = monthlyCost(usage, 'arm64');
    // 60 s × 0.125 GB × 43,800 minutes = 328,500 GB-seconds
    expect(cost.lambda).toBeCloseTo(328_500 * 0.0000133334 + 0.00876, 6);
    expect(cost.putMetricData).toBeCloseTo(0.438, 6);
    expect(cost.metrics).toBeCloseTo(1.5, 6);
    expect(cost.logs).toBeCloseTo(((1_024 * 43_800) / 2 ** 30) * 0.5, 6);
    expect(cost.total).toBeCloseTo(cost.lambda + cost.putMetricData + cost.metrics + cost.logs, 9);
  });

  it('is higher on x86_64, only because of Lambda', () => {
    const [arm64, x86] = [monthlyCost(usage, 'arm64'), monthlyCost(usage, 'x86_64')];
    expect(x86.lambda / arm64.lambda).toBeCloseTo(1.25, 2);
    expect(x86.total - arm64.total).toBeCloseTo(x86.lambda - arm64.lambda, 9);
  });
});

describe('costPage', () => {
  const result = (handler: string, scenario: string, metrics: string[]) =>
    sampleResult({
      handler,
      scenario,
      billedMs: [61_300, 61_100],
      secondMinute: {
        polls: 31,
        calls: { PutMetricData: 1, DescribeAutoScalingGroups: 7, GetParameter: 3, SetDesiredCapacity: 0 },
      },
      logBytes: 600,
      metrics,
    });
  const demand = ['JobCount.queued', 'JobCount.running', 'AgentCount.idle', 'AgentCount.occupied'];
  const report = {
    ...sampleReport(),
    results: [
      { ...result('theirs', 'idle', ['Elsewhere']), billedMs: [60_000, 60_000] },
      result('ours', 'idle', [...demand, 'DesiredCapacity']),
      result('ours', 'scale-out', [...demand, 'ScaleOutLatency']),
    ],
  };
  const pageOf = (results: Report['results']) => costPage(docFigures({ ...report, results }));

  it('has the measurements and the prices', () => {
    const page = pageOf(report.results);
    expect(page).toContain('takes 61.2 s');
    expect(page).toContain(
      '31 polls and these AWS calls: DescribeAutoScalingGroups 7, GetParameter 3, PutMetricData 1.',
    );
    // 61.2 × 0.125 × 43,800 × 0.0000133334 + requests
    expect(page).toMatch(/Lambda.*\$4\.48/);
    expect(page).toMatch(/PutMetricData.*\$0\.44/);
    // (600 bytes / 2 invocations + 320 bytes) × 43,800 × $0.50 per GiB
    expect(page).toMatch(/Logs.*\$0\.01/);
    expect(page).not.toMatch(/NaN|undefined|Elsewhere/);
  });

  it('refuses a report without a complete idle invocation', () => {
    expect(() => pageOf([])).toThrow('no idle scenario');
    const short = { ...result('ours', 'idle', demand), secondMinute: undefined };
    expect(() => pageOf([short])).toThrow('no idle scenario');
    const unfinished = { ...result('ours', 'idle', demand), billedMs: [] };
    expect(() => pageOf([unfinished])).toThrow('no idle scenario');
  });

  it('counts metrics of failures in the cost around the clock, but not in the cost of working hours', () => {
    const withFailures = [...demand, 'DesiredCapacity', 'PollFailures', 'JobsWaitingAtMaximum'];
    const costs = costsOf({ handlers: ['ours'], results: [result('ours', 'idle', withFailures)] }, 'ours');
    expect(costs?.workingHours.metrics).toBeCloseTo(1.2 + (0.3 * 40) / 168, 6);
    expect(costs?.aroundTheClock.metrics).toBeCloseTo(2.1, 6);
  });

  it("computes each handler's cost from its own results", () => {
    expect(costsOf(report, 'theirs')?.idle.lambda).toBeCloseTo(monthlyCost(usage, 'arm64').lambda, 6);
    expect(costsOf(report, 'nobody')).toBeUndefined();
  });
});
