import { AwsServer, FakeAccount, type AwsCall, type AwsReply } from '@agent-aws-stack/aws-clients/testing';
import { answerMetrics, answerWith, SemaphoreServer } from '@agent-aws-stack/semaphore-api/testing';
import type { SemaphoreAnswer } from '@agent-aws-stack/semaphore-api/testing';

export const STACK = 'bench';
export const GROUP = 'bench-asg';
const TOKEN_PARAMETER = '/bench/token';

export interface Raise {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** Semaphore and an AWS account over HTTPS, and what was asked of them, in milliseconds after the start. */
export class Stage implements AsyncDisposable {
  readonly account = new FakeAccount();
  readonly polls: number[] = [];
  /** When metrics were answered well. */
  readonly answers: number[] = [];
  readonly raises: Raise[] = [];
  /** Arrivals by action. */
  readonly calls = new Map<string, number[]>();
  jobs: { queued: number; running: number } = { queued: 0, running: 0 };
  /** Answers instead, as long as it stands here. */
  semaphoreFault: SemaphoreAnswer | undefined;
  readonly semaphore: SemaphoreServer;
  readonly #aws: AwsServer;
  /** Milliseconds every remote call takes. */
  callMs = 50;
  readonly #startedAt = performance.now();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #changes: (readonly [number, () => void])[] = [];
  #firstRequestAt: number | undefined;

  private constructor(semaphore: SemaphoreServer, aws: AwsServer) {
    this.semaphore = semaphore;
    this.#aws = aws;
    semaphore.answer = (response, request) => this.#answerMetrics(response, request);
    this.account.parameters.set(TOKEN_PARAMETER, 'token-1');
  }

  /** @param instances of the group, at a maximum of 5,000 */
  static async start(instances: number): Promise<Stage> {
    const semaphore = await SemaphoreServer.start(() => undefined);
    const answer = { aws: (_: AwsCall, reply: AwsReply) => reply.fail('ServiceUnavailable', 'not yet', 503) };
    const aws = await AwsServer.start((call, reply) => answer.aws(call, reply), semaphore.tls);
    const stage = new Stage(semaphore, aws);
    answer.aws = (call, reply) => stage.answerAws(call, reply);
    stage.addGroup(GROUP, instances);
    return stage;
  }

  get elapsed(): number {
    return performance.now() - this.#startedAt;
  }

  get group() {
    const [group] = this.account.groups;
    if (group === undefined) throw new TypeError('the stage has no group');
    return group;
  }

  /** The handler's environment, as the stack makes it. */
  environment(caFile: string): Record<string, string> {
    return {
      ...this.#aws.environment,
      NODE_EXTRA_CA_CERTS: caFile,
      SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: TOKEN_PARAMETER,
      SEMAPHORE_AGENT_STACK_NAME: STACK,
      SEMAPHORE_AGENT_ASG_NAME: GROUP,
      SEMAPHORE_ENDPOINT: `localhost:${this.semaphore.endpoint.port}`,
      SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: 'none',
      SEMAPHORE_AGENT_OVERPROVISION_FACTOR: '0',
    };
  }

  addGroup(name: string, instances: number): void {
    this.account.groups.push({
      AutoScalingGroupName: name,
      MinSize: 0,
      MaxSize: 5_000,
      DesiredCapacity: instances,
      Tags: [{ Key: 'aws:cloudformation:stack-name', Value: STACK }],
      Instances: Array.from({ length: instances }, (_, index) => instance(index)),
    });
  }

  rotateToken(token: string): void {
    this.account.parameters.set(TOKEN_PARAMETER, token);
  }

  get token(): string {
    return this.account.parameters.get(TOKEN_PARAMETER) ?? 'token-1';
  }

  /** When the scaler first asked for anything. */
  get firstRequestAt(): number | undefined {
    return this.#firstRequestAt;
  }

  /** Changes the world at a moment after the first request, however long the process took to come that far. */
  at(ms: number, change: () => void): void {
    this.#changes.push([ms, change]);
  }

  answerAws(call: AwsCall, reply: AwsReply): void {
    this.#noteRequest();
    this.calls.set(call.action, [...(this.calls.get(call.action) ?? []), this.elapsed]);
    const at = this.elapsed;
    setTimeout(() => {
      const from = this.account.groups[0]?.DesiredCapacity ?? 0;
      const accepted = this.account.desiredCapacities.length;
      this.account.answer(call, reply);
      const to = this.account.desiredCapacities[accepted];
      if (to !== undefined) this.raises.push({ at, from, to });
    }, this.callMs);
  }

  #answerMetrics(...[response, request]: Parameters<SemaphoreAnswer>): void {
    this.#noteRequest();
    this.polls.push(this.elapsed);
    setTimeout(() => {
      if (this.semaphoreFault !== undefined) return this.semaphoreFault(response, request);
      if (request.headers.authorization !== `Token ${this.token}`) return answerWith(404)(response, request);
      this.answers.push(this.elapsed);
      answerMetrics(this.jobs)(response, request);
    }, this.callMs);
  }

  #noteRequest(): void {
    if (this.#firstRequestAt !== undefined) return;
    this.#firstRequestAt = this.elapsed;
    for (const [ms, change] of this.#changes) this.#timers.add(setTimeout(change, ms));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    await this.semaphore[Symbol.asyncDispose]();
    await this.#aws[Symbol.asyncDispose]();
  }
}

/** An instance as DescribeAutoScalingGroups tells it. */
const instance = (index: number) => ({
  InstanceId: `i-${index.toString(16).padStart(17, '0')}`,
  InstanceType: 'c7g.large',
  AvailabilityZone: 'eu-central-1a',
  LifecycleState: 'InService',
  HealthStatus: 'Healthy',
  LaunchTemplate: { LaunchTemplateId: 'lt-0123456789abcdef0', LaunchTemplateName: 'bench', Version: '1' },
  ProtectedFromScaleIn: false,
});
