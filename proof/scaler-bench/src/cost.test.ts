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
  metricsAtTimes: 2,
  busyHours: 0.5,
};

describe('monthlyCost', () => {
  it('is the list price of what was used', () => {
    const cost = monthlyCost(usage, 'arm64');
    // 60 s × 0.125 GB × 43,800 minutes = 328,500 GB-seconds
    expect(cost.lambda).toBeCloseTo(328_500 * 0.0000133334 + 0.00876, 6);
    expect(cost.putMetricData).toBeCloseTo(0.438, 6);
    expect(cost.metrics).toBeCloseTo(1.5, 6);
    expect(cost.logs).toBeCloseTo(((1_024 * 43_800) / 2 ** 30) * 0.5, 6);
    expect(cost.total).toBeCloseTo(cost.lambda + cost.putMetricData + cost.metrics + cost.logs, 9);
  });

  it('is more on x86_64, by Lambda alone', () => {
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

  it('has what was measured, and what it comes to', () => {
    const page = pageOf(report.results);
    expect(page).toContain('takes 61.2 s');
    expect(page).toContain(
      '31 polls and these AWS calls: DescribeAutoScalingGroups 7, GetParameter 3, PutMetricData 1.',
    );
    // 61.2 × 0.125 × 43,800 × 0.0000133334 + requests
    expect(page).toMatch(/Lambda.*\$4\.48/);
    expect(page).toMatch(/PutMetricData.*\$0\.44/);
    // (300 + 320 bytes) × 43,800 × $0.50
    expect(page).toMatch(/Logs.*\$0\.01/);
    expect(page).not.toMatch(/NaN|undefined|Elsewhere/);
  });

  it('refuses a report in which nothing idle ran to its end', () => {
    expect(() => pageOf([])).toThrow('no idle scenario');
    const short = { ...result('ours', 'idle', demand), secondMinute: undefined };
    expect(() => pageOf([short])).toThrow('no idle scenario');
    const unended = { ...result('ours', 'idle', demand), billedMs: [] };
    expect(() => pageOf([unended])).toThrow('no idle scenario');
  });

  it('leaves out what tells of trouble in working hours, when there is none', () => {
    const troubled = [...demand, 'DesiredCapacity', 'PollFailures', 'JobsWaitingAtMaximum'];
    const costs = costsOf({ handlers: ['ours'], results: [result('ours', 'idle', troubled)] }, 'ours');
    expect(costs?.office.metrics).toBeCloseTo(1.2 + (0.3 * 40) / 168, 6);
    expect(costs?.always.metrics).toBeCloseTo(2.1, 6);
  });

  it('is made of the first handler alone; others have costs of their own', () => {
    expect(costsOf(report, 'theirs')?.asleep.lambda).toBeCloseTo(monthlyCost(usage, 'arm64').lambda, 6);
    expect(costsOf(report, 'nobody')).toBeUndefined();
  });
});
