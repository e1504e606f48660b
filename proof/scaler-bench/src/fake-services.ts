import { AwsServer, FakeAccount, type AwsCall, type AwsReply } from '@agent-aws-stack/aws-clients/testing';
import { answerMetrics, answerWith, SemaphoreServer } from '@agent-aws-stack/semaphore-api/testing';
import type { SemaphoreAnswer } from '@agent-aws-stack/semaphore-api/testing';
import { LEASE_VALUE, NO_JOBS_VALUE } from '@agent-aws-stack/contract';
import {
  fleetEnvironment,
  fleetGroup,
  GROUP,
  JOBS_PARAMETER,
  LEASE_PARAMETER,
  TOKEN_PARAMETER,
} from './fleet-resources.ts';
import { Timeline } from './timeline.ts';

export interface Raise {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** Milliseconds from Semaphore's last correct answer to the arrival of SetDesiredCapacity. */
  readonly decideMs: number | undefined;
  /** The number of instances in the group at that time. */
  readonly instances: number;
}

/**
 * A fake Semaphore and a fake AWS account over HTTPS. They record when each request arrives, in milliseconds after the
 * start.
 */
export class FakeServices implements AsyncDisposable {
  readonly account = new FakeAccount();
  readonly polls: number[] = [];
  readonly raises: Raise[] = [];
  /** The arrival times of AWS calls, by action. */
  readonly calls = new Map<string, number[]>();
  readonly timeline = new Timeline();
  readonly semaphore: SemaphoreServer;
  jobs: { queued: number; running: number } = { queued: 0, running: 0 };
  agents: { idle: number; occupied: number } = { idle: 0, occupied: 0 };
  /** If set, this function answers the requests to Semaphore. */
  semaphoreFault: SemaphoreAnswer | undefined;
  /** How long each call takes, in milliseconds. */
  callMs = 50;
  /** Called after each raise, and after each correct answer of Semaphore. */
  afterRaise: () => void = () => undefined;
  afterAnswer: () => void = () => undefined;
  readonly #aws: AwsServer;
  #answeredAt: number | undefined;

  private constructor(semaphore: SemaphoreServer, aws: AwsServer) {
    this.semaphore = semaphore;
    this.#aws = aws;
    semaphore.answer = (response, request) => this.#answerMetrics(response, request);
    this.account.parameters.set(LEASE_PARAMETER, LEASE_VALUE);
    this.account.parameters.set(JOBS_PARAMETER, NO_JOBS_VALUE);
    this.rotateToken('token-1');
  }

  /** @param instances the number of instances in the group, whose maximum is 5,000 */
  static async start(instances: number): Promise<FakeServices> {
    const semaphore = await SemaphoreServer.start(() => undefined);
    const answer = { aws: (_: AwsCall, reply: AwsReply) => reply.fail('ServiceUnavailable', 'not yet', 503) };
    const aws = await AwsServer.start((call, reply) => answer.aws(call, reply), semaphore.tls);
    const services = new FakeServices(semaphore, aws);
    answer.aws = (call, reply) => services.#answerAws(call, reply);
    services.addGroup(GROUP, instances);
    return services;
  }

  get group() {
    const [group] = this.account.groups;
    if (group === undefined) throw new TypeError('the fake account has no group');
    return group;
  }

  environment(caFile: string): Record<string, string> {
    const semaphore = `localhost:${this.semaphore.endpoint.port}`;
    return { ...this.#aws.environment, NODE_EXTRA_CA_CERTS: caFile, ...fleetEnvironment(semaphore) };
  }

  addGroup(name: string, instances: number): void {
    this.account.groups.push(fleetGroup(name, instances));
  }

  rotateToken(token: string): void {
    this.account.parameters.set(TOKEN_PARAMETER, token);
  }

  #answerAws(call: AwsCall, reply: AwsReply): void {
    this.timeline.requested();
    const at = this.timeline.elapsed;
    this.calls.set(call.action, [...(this.calls.get(call.action) ?? []), at]);
    const decideMs = this.#answeredAt === undefined ? undefined : at - this.#answeredAt;
    setTimeout(() => {
      const [group] = this.account.groups;
      const from = group?.DesiredCapacity ?? 0;
      const accepted = this.account.desiredCapacities.length;
      this.account.answer(call, reply);
      const to = this.account.desiredCapacities[accepted];
      if (to === undefined) return;
      this.raises.push({ at, from, to, decideMs, instances: group?.Instances?.length ?? 0 });
      this.afterRaise();
    }, this.callMs);
  }

  #answerMetrics(...[response, request]: Parameters<SemaphoreAnswer>): void {
    if (request.url?.endsWith('/jobs')) return this.#listJobs(response);
    this.timeline.requested();
    this.polls.push(this.timeline.elapsed);
    setTimeout(() => {
      if (this.semaphoreFault !== undefined) return this.semaphoreFault(response, request);
      const token = this.account.parameters.get(TOKEN_PARAMETER);
      if (request.headers.authorization !== `Token ${token}`) return answerWith(404)(response, request);
      this.#answeredAt = this.timeline.elapsed;
      answerMetrics(this.jobs, this.agents)(response, request);
      this.afterAnswer();
    }, this.callMs);
  }

  #listJobs(response: Parameters<SemaphoreAnswer>[0]): void {
    const jobs = Array.from({ length: Math.min(500, this.jobs.queued) }, (_, job) => ({ id: `job-${job}` }));
    setTimeout(() => response.end(JSON.stringify({ jobs })), this.callMs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.timeline[Symbol.dispose]();
    await this.semaphore[Symbol.asyncDispose]();
    await this.#aws[Symbol.asyncDispose]();
  }
}
