import type { Arch } from '@agent-aws-stack/contract';

/** List prices of us-east-1 in US dollars, November 2026. */
export const PRICES = {
  lambdaRequest: 0.2 / 1_000_000,
  lambdaGigabyteSecond: { arm64: 0.0000133334, x86_64: 0.0000166667 },
  putMetricData: 0.01 / 1_000,
  metricMonth: 0.3,
  logGigabyte: 0.5,
  alarmMonth: 0.1,
  dashboardMonth: 3,
} as const;

/**
 * The monthly cost of the JavaScript stack, which runs on x86_64, in US dollars. It was measured and computed in the
 * same way.
 */
export const REFERENCE_TOTAL = 8.4;

export const MINUTES_A_MONTH = 730 * 60;
const MEMORY_GB = 128 / 1024;
/** The size of the lines START, END and REPORT, which Lambda writes for each invocation. */
const PLATFORM_LOG_BYTES = 320;

/** The measured usage of one invocation, and how many metrics it publishes. */
export interface Usage {
  readonly billedMs: number;
  readonly putMetricData: number;
  readonly logBytes: number;
  /** The number of metrics that are published all the time. */
  readonly metrics: number;
  /** The number of metrics that are published in some hours only. */
  readonly occasionalMetrics: number;
  /** The share of hours in which the occasional metrics are published, from 0 to 1. */
  readonly busyShare: number;
}

/** The monthly cost by AWS service, in US dollars. */
export interface Cost {
  readonly lambda: number;
  readonly putMetricData: number;
  readonly metrics: number;
  readonly logs: number;
  readonly total: number;
}

/**
 * The cost of one fleet's scaler, which starts every minute of a month of 730 hours. CloudWatch bills a metric for the
 * hours in which it is published.
 */
export function monthlyCost(usage: Usage, architecture: Arch): Cost {
  const gigabyteSeconds = (Math.ceil(usage.billedMs) / 1_000) * MEMORY_GB * MINUTES_A_MONTH;
  const lambda =
    gigabyteSeconds * PRICES.lambdaGigabyteSecond[architecture] + MINUTES_A_MONTH * PRICES.lambdaRequest;
  const putMetricData = usage.putMetricData * MINUTES_A_MONTH * PRICES.putMetricData;
  const metrics = (usage.metrics + usage.occasionalMetrics * usage.busyShare) * PRICES.metricMonth;
  const logged = (usage.logBytes + PLATFORM_LOG_BYTES) * MINUTES_A_MONTH;
  const logs = (logged / 2 ** 30) * PRICES.logGigabyte;
  return { lambda, putMetricData, metrics, logs, total: lambda + putMetricData + metrics + logs };
}
