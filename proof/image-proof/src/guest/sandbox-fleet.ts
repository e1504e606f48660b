import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { join } from 'node:path';
import { workspaceRoot } from '@agent-aws-stack/images';
import { execa } from 'execa';
import * as z from 'zod';

const SERVE_FLEET = join(workspaceRoot, 'proof/sandbox/src/serve-fleet.ts');

/** The region of the sandbox's fleet. */
export const SANDBOX_REGION = 'us-east-1';

/** The services that instances and hostile jobs call. */
export const SANDBOX_HOSTS = ['ssm', 'autoscaling', 'sts', 'logs', 's3', 'lambda'].map(
  (service) => `${service}.${SANDBOX_REGION}.amazonaws.com`,
);

export const FLEET_PARAMETERS = {
  SEMAPHORE_AGENT_STACK_NAME: 'guest-fleet',
  SEMAPHORE_ORGANIZATION: 'guest',
  SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/guest/agent-token',
  SEMAPHORE_AGENT_ASG_MIN_SIZE: 1,
  SEMAPHORE_AGENT_ASG_MAX_SIZE: 3,
  SEMAPHORE_AGENT_INTERRUPTION_GRACE_PERIOD: 60,
  SEMAPHORE_AGENT_AFTER_JOB: 'shrink',
  // Longer than any run, so that it never ends an instance.
  SEMAPHORE_AGENT_LAUNCH_TIMEOUT: 7_200,
  SEMAPHORE_AGENT_JOB_ISOLATION: 'strict',
  SEMAPHORE_AGENT_CACHE_BUCKET_NAME: 'guest-semaphore-cache',
  SEMAPHORE_AGENT_CACHE_PROJECT_IDS: '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
};

const InstanceInfo = z.object({
  region: z.string(),
  urls: z.record(z.string(), z.string()),
  ca: z.string(),
  /** The host of the Semaphore API. */
  endpoint: z.string(),
  configParameter: z.string(),
  groupName: z.string(),
  instanceId: z.string(),
  role: z.string(),
  credentials: z.record(z.string(), z.string()),
});
/** What the guest needs to act as an instance. */
export type InstanceInfo = z.infer<typeof InstanceInfo>;

const State = z.object({
  jobs: z.array(z.object({ result: z.string().optional(), agentName: z.string().optional() })),
  agents: z.array(z.string()),
  instances: z.array(z.object({ id: z.string(), state: z.string(), healthStatus: z.string() })),
  desired: z.number(),
});
export type State = z.infer<typeof State>;

/** Installs what the sandbox requires. Needs a network. */
export async function prepareSandboxFleet(): Promise<void> {
  await execa(process.execPath, [SERVE_FLEET, 'prepare']);
}

/** A fleet in the sandbox; the guest acts as one of its instances. */
export class SandboxFleet {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;
  #errors = '';

  constructor(parameters: Readonly<Record<string, unknown>>) {
    this.#child = spawn(process.execPath, [SERVE_FLEET, JSON.stringify(parameters)]);
    this.#child.stderr.on('data', (text: Buffer) => {
      this.#errors = `${this.#errors}${text.toString()}`.slice(-3_000);
    });
    this.#reader = createInterface({ input: this.#child.stdout });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  /** Waits until the fleet is deployed. @returns what the guest needs to act as its instance */
  async instance(): Promise<InstanceInfo> {
    return InstanceInfo.parse(await this.#next());
  }

  state(): Promise<State> {
    return this.#ask('state');
  }

  /** Replaces the deployed configuration parameter by one with or without isolation, and with this idle timeout. A timeout of 0 means that idle agents stay. */
  isolate(isolation: 'none' | 'strict', idleTimeoutSeconds = 0): Promise<State> {
    return this.#ask(`isolation ${isolation} ${idleTimeoutSeconds}`);
  }

  /** Replaces the deployed configuration parameter by one with which agents choose their names, or get them from AWS STS. */
  nameAgents(from: 'agent' | 'sts'): Promise<State> {
    return this.#ask(`names ${from}`);
  }

  /** Credentials of the instances' role in the form of the metadata service. @param name - of the session */
  async session(name: string): Promise<InstanceInfo['credentials']> {
    this.#child.stdin.write(`session ${name}\n`);
    return InstanceInfo.shape.credentials.parse(await this.#next());
  }

  queueJob(command: string): Promise<State> {
    return this.#ask(`job ${command}`);
  }

  /** Waits until the state satisfies a condition. @throws Error with the last state if it takes too long */
  async until(what: string, isReached: (state: State) => boolean, withinMs = 300_000): Promise<State> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const state = await this.state();
      if (isReached(state)) return state;
      if (Date.now() > deadline) throw new Error(`${what} takes too long: ${JSON.stringify(state)}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  async close(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.stdin.end();
      await ended;
    }
    this.#reader.close();
  }

  async #ask(line: string): Promise<State> {
    this.#child.stdin.write(`${line}\n`);
    return State.parse(await this.#next());
  }

  async #next(): Promise<unknown> {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error(`The sandbox has ended: ${this.#errors}`);
    return JSON.parse(value);
  }
}
