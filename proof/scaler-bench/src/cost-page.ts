import { MINUTES_A_MONTH, PRICES, REFERENCE_TOTAL, type Cost } from './cost.ts';
import type { DocFigures, EverySecond } from './doc-figures.ts';

/** The JavaScript stack's cost on arm64. REFERENCE_TOTAL includes $4.60 for Lambda, the only part whose price depends on the architecture. */
const REFERENCE_ON_ARM =
  REFERENCE_TOTAL - 4.6 * (1 - PRICES.lambdaGigabyteSecond.arm64 / PRICES.lambdaGigabyteSecond.x86_64);

/** The size of one job in the line of libs/contract/src/job-waits-line.ts, and the most jobs in a line. */
const WAIT_BYTES = 70;
const MOST_WAITS = 200;

export const dollars = (amount: number) => `$${amount.toFixed(2)}`;

/** The content of docs/cost.md. */
export function costPage({ idle: invocation, everySecond, costs, occasionalMetrics }: DocFigures): string {
  const { idle, workingHours, aroundTheClock, idleOnX86 } = costs;
  const ratio = ({ total }: Cost) => `${(total / REFERENCE_TOTAL).toFixed(2)} ×`;
  const row = (title: string, cell: (cost: Cost) => string) =>
    `| ${title} | ${[idle, workingHours, aroundTheClock].map(cell).join(' | ')} |`;
  return `<!-- Written by \`nx run agent-scaler:figures\` from docs/figures.json. -->

# What a fleet costs, not counting instances

The costs are computed from list prices of us-east-1, for a month of 730 hours and Lambdas on arm64, and from what [the bench](bench.md) measured. An idle
invocation takes ${(invocation.tookMs / 1_000).toFixed(1)} s. An idle minute has ${invocation.polls} polls and these AWS calls: ${listOf(invocation.calls)}.

| | No jobs all month | Jobs in working hours | Jobs and failures around the clock |
| - | - | - | - |
${row('Lambda', ({ lambda }) => dollars(lambda))}
${idle.putMetricData > 0 ? `${row('PutMetricData', ({ putMetricData }) => dollars(putMetricData))}\n` : ''}${row('Metrics', ({ metrics }) => dollars(metrics))}
${row('Logs', ({ logs }) => dollars(logs))}
${row('**A month**', ({ total }) => `**${dollars(total)}**`)}
${row(`Compared with the JavaScript stack's ${dollars(REFERENCE_TOTAL)}`, ratio)}

- The JavaScript stack costs more partly because it runs on x86_64. On arm64 it would cost ${dollars(REFERENCE_ON_ARM)}; without jobs, this stack costs ${(idle.total / REFERENCE_ON_ARM).toFixed(2)} × that.
- Lambda: 128 MB at $${PRICES.lambdaGigabyteSecond.arm64} per GB-second, ${MINUTES_A_MONTH.toLocaleString('en')} invocations at $0.20 per million. On x86_64
  (\`SEMAPHORE_AGENT_LAMBDA_ARCH\`) it costs ${dollars(idleOnX86.lambda)}.
${idle.putMetricData > 0 ? '- PutMetricData at $0.01 a thousand.' : "- PutMetricData is not used: CloudWatch reads the metrics from the function's log ([decision 0025](decisions/0025-metrics-by-the-log.md))."}
- Metrics: $0.30 per metric and month, for the hours in which it is published. \`JobCount\` and \`AgentCount\` (two metrics each) are
  published all the time; ${occasionalMetrics.map((name) => `\`${name}\``).join(', ')} and similar ones only in minutes in which they are
  not zero. \`LaunchBrake\` is published only while the launch brake is open. "Jobs in working hours" assumes no failures and a group below its maximum; "Jobs and failures around the clock" assumes that
  every metric is always published.
- Logs: $${PRICES.logGigabyte.toFixed(2)} per GB. Not in the table: the line with [how long each job waited](scaling.md#how-long-jobs-wait), about ${WAIT_BYTES} bytes for a job. It has at most
  ${MOST_WAITS} jobs a minute, which cost ${dollars(((MOST_WAITS * WAIT_BYTES * MINUTES_A_MONTH) / 2 ** 30) * PRICES.logGigabyte)} a month.
- Calls to Auto Scaling and SSM are free, unless the account pays for them elsewhere: a second CloudTrail trail ($2.00 per 100,000
  calls), GuardDuty ($4.00 per million), Parameter Store's higher throughput ($0.05 per 10,000).
- With \`SEMAPHORE_AGENT_ON_DEMAND_FALLBACK_AFTER\`, instances may be on demand instead of spot while EC2 has no spot capacity
  ([deploy.md](deploy.md#when-ec2-has-no-spot-capacity)). The scaler's calls for it cost nothing, and the metric \`OnDemandCapacity\` only in hours with such instances.

## Optional parts

| | A month |
| - | - |
| Five alarms (\`SEMAPHORE_AGENT_ALARMS\`); four without \`SEMAPHORE_AGENT_LAUNCH_BRAKE\` | ${dollars(5 * PRICES.alarmMonth)} |
| The alarm \`<stack>-agents-missing\` reads three metrics, and four with \`SEMAPHORE_AGENT_ON_DEMAND_FALLBACK_AFTER\`, then ${dollars(4 * PRICES.alarmMonth)} | ${dollars(3 * PRICES.alarmMonth)} |
| An alarm on how long jobs wait (\`SEMAPHORE_AGENT_MAX_JOB_WAIT\`), and at most $0.30 for its metric in hours with queued jobs | ${dollars(PRICES.alarmMonth)} to ${dollars(PRICES.alarmMonth + PRICES.metricMonth)} |
| Dashboard (\`SEMAPHORE_AGENT_DASHBOARD\`; the account's first three are free) | ${dollars(PRICES.dashboardMonth)} |

A longer \`SEMAPHORE_AGENT_SCALER_POLL_INTERVAL\` saves nothing, because Lambda bills the function's time, not its polls. An invocation ends as soon
as the next one polls ([decision 0034](decisions/0034-handover-by-own-version.md)).
${everySecond === undefined ? '' : `\n${everySecondSection(everySecond)}`}`;
}

function everySecondSection({ tookMs, polls, calls, meanWaitMs, total, byDefault }: EverySecond): string {
  const seconds = (ms: number): string => `${(ms / 1_000).toFixed(2)} s`;
  return `## A poll each second

With \`SEMAPHORE_AGENT_SCALER_POLL_INTERVAL=1\`, a job waits ${seconds(meanWaitMs)} on average until the scaler asks for the demand, instead of ${seconds(byDefault.meanWaitMs)}. That saves
${seconds(byDefault.meanWaitMs - meanWaitMs)} of each wait for a new instance. Without jobs, the scaler costs ${dollars(total)} a month instead of the ${dollars(byDefault.total)} of the same measurement; an invocation takes ${(tookMs / 1_000).toFixed(1)} s.

The load on Semaphore doubles: an idle minute has ${polls} polls instead of ${byDefault.polls}. Its AWS calls are ${listOf(calls)}. While jobs are queued, each poll also asks
Semaphore for the list of jobs and Auto Scaling for the group, and both then come twice as often. All fleets of an organization share Semaphore's limits, and all groups of an
account and region those of Auto Scaling.
`;
}

function listOf(calls: Readonly<Record<string, number>>): string {
  const made = Object.entries(calls).filter(([, count]) => count > 0);
  return made
    .sort()
    .map(([action, count]) => `${action} ${count}`)
    .join(', ');
}
