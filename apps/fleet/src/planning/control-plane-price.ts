import { alarmsOf, type FleetConfig } from '@agent-aws-stack/config';
import { ALARMS } from '@agent-aws-stack/contract';
import type { CostRange } from './cost-range.ts';

/** What the scaler's Lambda, metrics and logs cost a month in us-east-1, in US dollars: without jobs, and with jobs around the clock. Source: docs/cost.md. */
const SCALER = { least: 5.7, most: 7.5 };
/** How much more the scaler's Lambda costs a month on x86_64. */
const ON_X86 = 1.11;
/** What each metric that an alarm reads costs. */
const ALARM = 0.1;
/** The metric JobWaitSoFar, published in hours with queued jobs. */
const METRIC = 0.3;
/** The account's first three dashboards are free. */
const DASHBOARD = 3;

/** What a fleet costs a month without instances and volumes, in US dollars. Leaves out the other two Lambdas, which run at most once a day. */
export function controlPlanePrice(fleet: FleetConfig): CostRange {
  const { scaler, lambda, dashboard, group } = fleet;
  const alarms = alarmsOf(fleet);
  const groups = group.purchase.onDemandFallbackAfterSeconds > 0 ? 2 : 1;
  // The alarm about missing agents reads a metric of instances for each group, one of idle agents and one of occupied agents.
  // `alarms.length` counts one of these metrics already.
  const furtherMetrics = alarms.includes(ALARMS.agentsMissing) ? groups + 1 : 0;
  const alarmed = ALARM * (alarms.length + furtherMetrics);
  if (scaler === undefined) return { least: alarmed, most: alarmed };
  const always = alarmed + (lambda.arch === 'x86_64' ? ON_X86 : 0);
  const sometimes = (alarms.includes(ALARMS.jobsWaitingLong) ? METRIC : 0) + (dashboard ? DASHBOARD : 0);
  return { least: SCALER.least + always, most: SCALER.most + always + sometimes };
}
