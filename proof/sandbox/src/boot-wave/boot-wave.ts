import { LONGEST_WAIT_MS } from '../fleet/instance/refused-agent.ts';
import { seededRandom } from '../random.ts';
import { ec2Pace } from '../virtual/ec2-pace.ts';
import { EventQueue } from './event-queue.ts';
import { InstanceRetry } from './instance-retry.ts';
import { PARAMETER_STORE } from './service-limits.ts';
import { type BucketLimits, TokenBucket } from './token-bucket.ts';
import { WaveFigures } from './wave-figures.ts';

const SECOND = 1_000;
/** Semaphore's agent gives up after 30 tries, a second apart: main.go and pkg/listener/listener.go of semaphoreci/agent. */
const TRIES = 30;
const TRY_EVERY_MS = SECOND;
/** From the start of the agent to its first try. */
const AGENT_START_MS = 500;
/** From the failure of an instance to its end. */
const GIVE_UP_MS = ec2Pace.terminateMs;
/** A boot takes up to a tenth longer or shorter than the average. */
const BOOT_SPREAD = 0.1;

/** How instances start, and how services limit them. */
export interface BootWaveOptions {
  readonly agents: number;
  readonly seed: number;
  /** An instance's calls of the Parameter Store. 1: all three parameters in one call. 3: each in a call of its own, the last two at the same time. */
  readonly parameterCalls: 1 | 3;
  /** How long one call takes. */
  readonly callMs: number;
  /** A throttled call is retried until its waits add up to this time. */
  readonly parameterRetrySeconds: number;
  /** @default - unlimited */
  readonly launches?: BucketLimits | undefined;
  /** @default - unlimited */
  readonly registrations?: BucketLimits | undefined;
  /** The group replaces instances whose agents have not registered within this time. @default - never */
  readonly launchTimeoutSeconds?: number | undefined;
  /** How often an instance starts its agent if the rate limit refuses all its registrations. @default - once: the instance ends with its agent */
  readonly agentStarts?: number | undefined;
  readonly limitSeconds: number;
}

interface Instance {
  agentStarts: number;
  hasEnded: boolean;
}

/** Launches all agents at once, and runs until each has registered, or until the limit. The same seed gives the same figures. */
export function playBootWave(options: BootWaveOptions): WaveFigures {
  const queue = new EventQueue();
  const random = seededRandom(options.seed);
  const figures = new WaveFigures();
  const parameterStore = new TokenBucket(PARAMETER_STORE);
  const launches = options.launches && new TokenBucket(options.launches);
  const registrations = options.registrations && new TokenBucket(options.registrations);
  const { parameterCalls, callMs, launchTimeoutSeconds, agentStarts = 1 } = options;

  function launch(): void {
    // Auto Scaling tries refused launches again. Here each launch comes as soon as EC2 allows it.
    const waitMs = (launches?.takeNext(queue.now) ?? queue.now) - queue.now;
    const bootMs = ec2Pace.bootMs * (1 + BOOT_SPREAD * (2 * random.fraction() - 1));
    queue.after(waitMs, () => {
      figures.launched++;
      const instance = { agentStarts: 0, hasEnded: false };
      queue.after(ec2Pace.launchDelayMs + bootMs, () => readParameters(instance));
      if (launchTimeoutSeconds !== undefined)
        queue.after(launchTimeoutSeconds * SECOND, () => replace(instance));
    });
  }

  function replace(instance: Instance): void {
    if (instance.hasEnded) return;
    instance.hasEnded = true;
    figures.replaced++;
    queue.after(GIVE_UP_MS, launch);
  }

  function readParameters(instance: Instance): void {
    const read = (): void => startAgent(instance);
    if (parameterCalls === 1) return readParameter(instance, read);
    readParameter(instance, () => {
      let missing = 2;
      const readOne = (): void => {
        if (--missing === 0) read();
      };
      readParameter(instance, readOne);
      readParameter(instance, readOne);
    });
  }

  function readParameter(instance: Instance, done: () => void): void {
    const retry = new InstanceRetry(options.parameterRetrySeconds * SECOND, random);
    const call = (): void => {
      if (instance.hasEnded) return;
      figures.parameterCalls.count(queue.now);
      if (parameterStore.take(queue.now)) return queue.after(callMs, done);
      figures.parameterCalls.refused++;
      const waitMs = retry.nextWaitMs();
      if (waitMs === undefined) replace(instance);
      else queue.after(callMs + waitMs, call);
    };
    call();
  }

  function startAgent(instance: Instance): void {
    instance.agentStarts++;
    queue.after(AGENT_START_MS, () => register(instance, 1));
  }

  function register(instance: Instance, attempt: number): void {
    if (instance.hasEnded) return;
    figures.registrations.count(queue.now);
    if (registrations === undefined || registrations.take(queue.now)) {
      instance.hasEnded = true;
      figures.register(queue.now);
      return;
    }
    figures.registrations.refused++;
    if (attempt < TRIES) queue.after(TRY_EVERY_MS, () => register(instance, attempt + 1));
    else if (instance.agentStarts < agentStarts)
      queue.after(random.fraction() * LONGEST_WAIT_MS, () => startAgent(instance));
    else replace(instance);
  }

  for (let agent = 0; agent < options.agents; agent++) launch();
  queue.run(options.limitSeconds * SECOND, () => figures.registered === options.agents);
  return figures;
}
