import type { BootStep } from '@agent-aws-stack/contract';
import type { StepTimes } from '../../observe/boot-steps.ts';

type ExpectedStep = 'launch' | BootStep;

interface Expectation {
  readonly ms: number;
  /** What to look at if the step is slow. */
  readonly remedy: string;
}

/**
 * How long each step of a Linux image should take on half of the instances. None of this was measured on EC2 with this project's images.
 * - launch, kernel, network: another project's Ubuntu images run their user data 7.3 to 8.6 s after AWS's launch time
 *   (runs-on/runner-images-for-aws#65), and Ubuntu 24.04 starts its kernel on EC2 in 1.8 s (depot.dev, "Improving EC2 boot time").
 * - the steps after the network: the goal of this project is one second from the network to the registration. A new instance reads its
 *   programs from a volume that is still being loaded, so the expectations of these steps add up to 2.9 s.
 */
export const BOOT_EXPECTATION: Readonly<Record<ExpectedStep, Expectation>> = {
  launch: {
    ms: 6_000,
    remedy: 'AWS takes this long to start the instance: compare instance types and zones',
  },
  kernel: {
    ms: 2_000,
    remedy: 'The volume or the instance type makes the kernel start slowly: compare instance types',
  },
  network: {
    ms: 2_000,
    remedy: "Look for what the network waits for: journalctl -b, in the instance's shell",
  },
  unit: {
    ms: 500,
    remedy:
      'If user data starts the agents, build an image with this version, whose boot unit does not wait for cloud-init',
  },
  identity: {
    ms: 200,
    remedy: 'The instance metadata service answers slowly: look for firewall rules or proxies',
  },
  parameters: {
    ms: 800,
    remedy:
      'SSM answers slowly or throttles: start fewer instances at once, or add an endpoint of SSM to the VPC',
  },
  configuration: { ms: 300, remedy: 'The volume is slow: give it more throughput, or initialize it faster' },
  agent: { ms: 300, remedy: 'The volume is slow: give it more throughput, or initialize it faster' },
  registered: {
    ms: 800,
    remedy: 'Semaphore answers slowly: check the route, the proxy and status.semaphoreci.com',
  },
};

/** A step is slow if it takes three times as long as expected, and at least a second longer. */
const FACTOR = 3;
const LEAST_DELAY_MS = 1_000;

export interface SlowStep extends StepTimes {
  readonly expected: Expectation;
}

/** Of the slow steps, the one that costs most; undefined if none is slow. */
export function slowestStep(steps: readonly StepTimes[]): SlowStep | undefined {
  const slow = steps.flatMap((step) => {
    const expected = isExpected(step.step) ? BOOT_EXPECTATION[step.step] : undefined;
    if (expected === undefined) return [];
    const isSlow = step.p50Ms >= FACTOR * expected.ms && delayOf(step.p50Ms, expected) >= LEAST_DELAY_MS;
    return isSlow ? [{ ...step, expected }] : [];
  });
  return slow.sort(
    (one, other) => delayOf(other.p50Ms, other.expected) - delayOf(one.p50Ms, one.expected),
  )[0];
}

const delayOf = (ms: number, expected: Expectation): number => ms - expected.ms;
const isExpected = (step: string): step is ExpectedStep => step in BOOT_EXPECTATION;
