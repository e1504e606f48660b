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

export const MINUTES_A_MONTH = 730 * 60;
const MEMORY_GB = 128 / 1024;
/** START, END and REPORT, which Lambda writes for each invocation. */
const PLATFORM_LOG_BYTES = 320;

/** What one invocation was measured to do. */
export interface Usage {
  readonly billedMs: number;
  readonly putMetricData: number;
  readonly logBytes: number;
  /** Metrics published all the time, and those published in part of the hours only. */
  readonly metrics: number;
  readonly metricsAtTimes: number;
  /** That part, from 0 to 1. */
  readonly busyHours: number;
}

/** US dollars a month, by what they are paid for. */
export interface Cost {
  readonly lambda: number;
  readonly putMetricData: number;
  readonly metrics: number;
  readonly logs: number;
  readonly total: number;
}

/** One fleet's scaler, started each minute of a month of 730 hours. CloudWatch bills a metric by the hours in which it was published. */
export function monthlyCost(usage: Usage, architecture: Arch): Cost {
  const gigabyteSeconds = (Math.ceil(usage.billedMs) / 1_000) * MEMORY_GB * MINUTES_A_MONTH;
  const lambda =
    gigabyteSeconds * PRICES.lambdaGigabyteSecond[architecture] + MINUTES_A_MONTH * PRICES.lambdaRequest;
  const putMetricData = usage.putMetricData * MINUTES_A_MONTH * PRICES.putMetricData;
  const metrics = (usage.metrics + usage.metricsAtTimes * usage.busyHours) * PRICES.metricMonth;
  const logged = (usage.logBytes + PLATFORM_LOG_BYTES) * MINUTES_A_MONTH;
  const logs = (logged / 2 ** 30) * PRICES.logGigabyte;
  return { lambda, putMetricData, metrics, logs, total: lambda + putMetricData + metrics + logs };
}
