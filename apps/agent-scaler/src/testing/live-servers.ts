import { AccountInEnvironment } from '@agent-aws-stack/aws-clients/testing';
import { answerMetrics, SemaphoreServer } from '@agent-aws-stack/semaphore-api/testing';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { DEFAULT_LIMITS } from '../call-limits.ts';
import { connect, type Connections } from '../connect.ts';
import { assemble } from '../invocation.ts';
import { readSettings } from '../settings.ts';
import { EventLoopTimers } from './event-loop-timers.ts';

const SILENT = { debug: () => undefined, info: () => undefined, warn: () => undefined };

/**
 * Fake servers on real sockets: Semaphore with four queued jobs, and an AWS account with the fleet's group. While they
 * run, timers are fake: each turn of the event loop advances them.
 */
export class LiveServers implements AsyncDisposable {
  readonly semaphore: SemaphoreServer;
  readonly #aws: AccountInEnvironment;
  readonly #trusted: readonly string[];
  readonly #time = new EventLoopTimers();
  #connections: Connections | undefined;

  private constructor(semaphore: SemaphoreServer, aws: AccountInEnvironment) {
    this.semaphore = semaphore;
    this.#aws = aws;
    this.#trusted = getCACertificates('default');
    setDefaultCACertificates([...this.#trusted, semaphore.ca]);
    this.account.parameters.set('/ci/token', 't0ken');
    this.account.parameters.set('ci-scaler-turn', 'its version is the lease');
    this.account.parameters.set('ci-scaler-jobs', 'no jobs');
    this.addGroup('ci-asg');
  }

  static async start(): Promise<LiveServers> {
    return new LiveServers(
      await SemaphoreServer.start(answerMetrics({ queued: 4, running: 0 })),
      await AccountInEnvironment.start(),
    );
  }

  get account() {
    return this.#aws.account;
  }

  get aws() {
    return this.#aws.server;
  }

  addGroup(name: string): void {
    const Tags = [{ Key: 'aws:cloudformation:stack-name', Value: 'ci' }];
    this.account.groups.push({
      AutoScalingGroupName: name,
      MinSize: 0,
      MaxSize: 10,
      DesiredCapacity: 0,
      Tags,
    });
  }

  /** The function's environment variables. */
  environment({ host, port } = this.semaphore.endpoint): Record<string, string> {
    return {
      SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token',
      SEMAPHORE_AGENT_STACK_NAME: 'ci',
      SEMAPHORE_ENDPOINT: `${host}:${port}`,
      SEMAPHORE_AGENT_SCALER_LEASE_PARAMETER_NAME: 'ci-scaler-turn',
    };
  }

  /** A scaler connected to these servers, without a lease. Tests call its poller themselves. */
  scaler(endpoint = this.semaphore.endpoint) {
    const settings = readSettings(this.environment(endpoint));
    this.#connections = connect(settings, DEFAULT_LIMITS);
    const { ports, close } = this.#connections;
    return { ...assemble({ ...ports, lease: undefined, log: SILENT, tokenCache: {} }, settings), close };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#connections?.close();
    setDefaultCACertificates(this.#trusted);
    await this.semaphore[Symbol.asyncDispose]();
    await this.#aws[Symbol.asyncDispose]();
    this.#time[Symbol.dispose]();
  }
}
