import { BOOT_STEPS, type BootLine, type BootStep, type FirstJobLine } from '@agent-aws-stack/contract';

/**
 * A part of an instance's start:
 * - launch: from AWS's launch time to boot
 * - a step of the boot: from the end of the step before it, or from boot, to its own end
 * - first-job: from the agent's registration to its first job
 * - total: from AWS's launch time to the agent's registration
 */
export type StartStep = 'launch' | BootStep | 'total' | 'first-job';

/** How long a step took. */
export interface StepTimes {
  readonly step: StartStep;
  /** How many instances have reported it. */
  readonly instances: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

const ORDER: readonly StartStep[] = ['launch', ...BOOT_STEPS, 'total', 'first-job'];

/** The times of each step that any instance has reported, in the order of the steps. */
export function summarizeSteps(
  boots: readonly BootLine[],
  firstJobs: readonly FirstJobLine[],
): readonly StepTimes[] {
  const samples = boots.flatMap((boot) => [...durationsOf(boot), ...firstJobOf(boot, firstJobs)]);
  return ORDER.flatMap((step) => {
    const times = samples.filter((sample) => sample.step === step).map(({ ms }) => ms);
    if (times.length === 0) return [];
    return [{ step, instances: times.length, p50Ms: percentile(times, 50), p95Ms: percentile(times, 95) }];
  });
}

interface Sample {
  readonly step: StartStep;
  readonly ms: number;
}

function durationsOf({ marks, at, launchedAt }: BootLine): readonly Sample[] {
  const bootedAt = Date.parse(at) - marks.registered;
  const samples: Sample[] = [{ step: 'launch', ms: bootedAt - Date.parse(launchedAt) }];
  let last = 0;
  for (const step of BOOT_STEPS) {
    const mark = marks[step];
    if (mark === undefined) continue;
    samples.push({ step, ms: mark - last });
    last = Math.max(last, mark);
  }
  samples.push({ step: 'total', ms: Date.parse(at) - Date.parse(launchedAt) });
  // The launch time is in whole seconds, and the clock of a new instance may be a little behind.
  return samples.map(({ step, ms }) => ({ step, ms: Math.max(0, ms) }));
}

function firstJobOf({ instanceId, marks }: BootLine, firstJobs: readonly FirstJobLine[]): readonly Sample[] {
  const line = firstJobs.find((job) => job.instanceId === instanceId);
  return line === undefined
    ? []
    : [{ step: 'first-job', ms: Math.max(0, line.sinceBootMs - marks.registered) }];
}

/** The percentile by the nearest-rank method. @param values - at least one */
function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
}
