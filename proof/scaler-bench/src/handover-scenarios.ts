import type { AwsReply } from '@agent-aws-stack/aws-clients/testing';
import { LEASE_VALUE } from '@agent-aws-stack/contract';
import { LEASE_PARAMETER } from './fleet-resources.ts';
import { alive, longestGap, neverLowers, type Scenario } from './scenario.ts';

const MINUTE_MS = 60_000;
/** The timeout of the function. */
const TIMEOUT_MS = 160_000;
/** The longest allowed gap if invocations can coordinate through the lease. */
const GAP_MS = 2_600;
/** The longest allowed gap if invocations cannot coordinate and the next one starts up to 20 s late. */
const BLIND_GAP_MS = 5_000;
/** By this time, an invocation that cannot read the lease has ended. */
const BLIND_END_MS = 85_000;

/** Several invocations, each in its own execution environment, and what happens to their lease. */
interface Handover {
  readonly name: string;
  readonly startsMs: readonly number[];
  /** @default GAP_MS */
  readonly gapMs?: number;
  readonly begin?: Scenario['prepare'];
  readonly variables?: Scenario['variables'];
}

const deny = (reply: AwsReply) => reply.fail('AccessDeniedException', 'not authorized');
const throttle = (reply: AwsReply) => reply.fail('ThrottlingException', 'Rate exceeded');

/** Makes an SSM action fail for the parameter of the lease only. */
const failing =
  (action: string, fault: (reply: AwsReply) => void, fromMs = 0, untilMs = Infinity): Scenario['prepare'] =>
  ({ account, timeline }) => {
    const call = `${action} ${LEASE_PARAMETER}`;
    timeline.at(fromMs, () => account.faults.set(call, fault));
    if (Number.isFinite(untilMs)) timeline.at(untilMs, () => account.faults.delete(call));
  };

const HANDOVERS: readonly Handover[] = [
  { name: 'successor on time', startsMs: [0, MINUTE_MS] },
  { name: 'successor 20 s late', startsMs: [0, MINUTE_MS + 20_000] },
  { name: 'successor a minute late', startsMs: [0, 2 * MINUTE_MS] },
  {
    name: 'successor a minute late, polls every 30 s',
    startsMs: [0, 2 * MINUTE_MS],
    gapMs: 31_000,
    variables: { SEMAPHORE_AGENT_SCALER_POLL_INTERVAL: '30' },
  },
  { name: 'successor on time, after a start 20 s late', startsMs: [20_000, MINUTE_MS] },
  { name: 'successor doubled', startsMs: [0, MINUTE_MS, MINUTE_MS] },
  { name: 'doubled start', startsMs: [0, 0, MINUTE_MS] },
  { name: 'doubled start, successor 20 s late', startsMs: [0, 0, MINUTE_MS + 20_000] },
  {
    name: 'SSM: lease not writable, successor 20 s late',
    startsMs: [0, MINUTE_MS + 20_000],
    gapMs: BLIND_GAP_MS,
    begin: failing('PutParameter', deny),
  },
  {
    name: 'SSM: lease not readable, successor 20 s late',
    startsMs: [0, MINUTE_MS + 20_000],
    gapMs: BLIND_GAP_MS,
    begin: failing('GetParameter', deny),
  },
  {
    name: 'SSM: lease not writable at first',
    startsMs: [0, 2 * MINUTE_MS],
    begin: failing('PutParameter', throttle, 0, 5_000),
  },
  {
    name: 'SSM: lease not readable when the successor is due',
    startsMs: [0, MINUTE_MS],
    begin: failing('GetParameter', throttle, 56_000, 63_000),
  },
  {
    name: 'SSM: lease not readable just before the successor is due',
    startsMs: [0, MINUTE_MS],
    begin: failing('GetParameter', throttle, 56_000, 58_500),
  },
  {
    name: 'SSM: lease not readable while the successor is late',
    startsMs: [0, 2 * MINUTE_MS],
    begin: failing('GetParameter', throttle, 62_000, 100_000),
  },
  {
    name: "SSM: lease's parameter written by CloudFormation, successor 20 s late",
    startsMs: [0, MINUTE_MS + 20_000],
    gapMs: 25_000,
    begin: ({ account, timeline }) =>
      timeline.at(30_000, () => account.putParameter(LEASE_PARAMETER, LEASE_VALUE)),
  },
];

/** Scenarios of consecutive invocations as EventBridge may start them: on time, late, twice, or not at all. */
export function handovers(): Scenario[] {
  return HANDOVERS.map(({ name, startsMs, gapMs = GAP_MS, begin, variables = {} }) => ({
    name,
    instances: 10,
    starts: startsMs.map((atMs, environment) => ({ atMs, environment })),
    remainingMs: TIMEOUT_MS,
    variables,
    lengthMs: Math.max(BLIND_END_MS, ...startsMs.map((atMs) => atMs + 6_000)),
    prepare: (services) => {
      services.jobs = { queued: 0, running: 10 };
      begin?.(services);
    },
    expectations: [alive, longestGap(gapMs), neverLowers],
  }));
}
