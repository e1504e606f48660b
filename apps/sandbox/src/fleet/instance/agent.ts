import type { Clock } from '../../clock.ts';
import type { AgentState, JobResult, SyncRequest, SyncResponse } from '../../semaphore/messages.ts';
import { runJob } from './job-run.ts';
import type { Registration, SemaphoreClient } from './semaphore-client.ts';

/** What SEMAPHORE_AGENT_SHUTDOWN_REASON says to the shutdown hook. */
export type ShutdownReason =
  'IDLE' | 'JOB_FINISHED' | 'REQUESTED' | 'INTERRUPTED' | 'UNABLE_TO_SYNC' | 'UNKNOWN';

/** Semaphore refused or did not answer every attempt to register. */
export class RegistrationError extends Error {
  override readonly name = 'RegistrationError';
  constructor(attempts: number, cause: unknown) {
    super(`the agent could not register in ${attempts} attempts: ${String(cause)}`, { cause });
  }
}

export interface AgentOptions {
  readonly client: SemaphoreClient;
  readonly clock: Clock;
  /** The machine's power: aborted, the agent is gone without a word. */
  readonly power: AbortSignal;
  /** Milliseconds between attempts to register. */
  readonly registerRetryMs: number;
  readonly onJob: (event: {
    readonly what: 'started' | 'finished';
    readonly jobId: string;
    readonly result?: JobResult;
  }) => void;
}

const registerAttempts = 30;
const unableToSyncAfterMs = 10 * 60_000;
const syncAfterErrorMs = 5_000;

const shutdownReasons: Readonly<Record<SyncResponse['shutdown_reason'], ShutdownReason>> = {
  idle: 'IDLE',
  'job-finished': 'JOB_FINISHED',
  requested: 'REQUESTED',
  interrupted: 'INTERRUPTED',
  '': 'UNKNOWN',
};

/** A simulated Semaphore agent: registers, syncs, runs what it is told to run, and ends when it is told to end. */
export class SimulatedAgent {
  readonly #options: AgentOptions;
  #state: AgentState = 'waiting-for-jobs';
  #jobId = '';
  #jobResult: JobResult | '' = '';
  #interruptedAt = 0;
  #stopJob = new AbortController();
  #wake = new AbortController();

  constructor(options: AgentOptions) {
    this.#options = options;
  }

  /** Throws RegistrationError when Semaphore takes no agent. */
  async register(registration: Registration): Promise<void> {
    const { client, clock, power, registerRetryMs } = this.#options;
    for (let attempt = 1; ; attempt++) {
      try {
        return await client.register(registration);
      } catch (error) {
        power.throwIfAborted();
        if (attempt === registerAttempts) throw new RegistrationError(attempt, error);
        await clock.sleep(registerRetryMs, power);
      }
    }
  }

  /** Syncs until Semaphore ends the agent, then disconnects. Rejects only when the power goes. */
  async run(): Promise<ShutdownReason> {
    const { client, clock, power } = this.#options;
    let lastSuccessAt = clock.now();
    for (;;) {
      let waitMs = syncAfterErrorMs;
      try {
        const response = await client.sync(this.#message());
        lastSuccessAt = clock.now();
        waitMs = response.next_sync_after;
        if (response.action === 'shutdown')
          return await this.#leave(shutdownReasons[response.shutdown_reason]);
        this.#follow(response);
      } catch {
        power.throwIfAborted();
        if (clock.now() - lastSuccessAt > unableToSyncAfterMs) return this.#leave('UNABLE_TO_SYNC');
      }
      await this.#sleepUntilNextSync(waitMs);
    }
  }

  /** As SIGTERM does: the machine will go. */
  interrupt(): void {
    this.#interruptedAt ||= Math.floor(this.#options.clock.now() / 1000);
    this.#wake.abort();
  }

  #message(): SyncRequest {
    return {
      state: this.#state,
      job_id: this.#jobId,
      job_result: this.#jobResult,
      interrupted_at: this.#interruptedAt,
    };
  }

  #follow({ action, job_id: jobId }: SyncResponse): void {
    if (action === 'run-job' && this.#state === 'waiting-for-jobs') {
      this.#state = 'starting-job';
      this.#jobId = jobId;
      this.#stopJob = new AbortController();
      void this.#runJob(jobId);
    } else if (action === 'stop-job' && (this.#state === 'starting-job' || this.#state === 'running-job')) {
      this.#state = 'stopping-job';
      this.#stopJob.abort(new DOMException('the job was stopped', 'AbortError'));
    } else if (action === 'wait-for-jobs') {
      this.#state = 'waiting-for-jobs';
      this.#jobId = '';
      this.#jobResult = '';
    }
  }

  async #runJob(jobId: string): Promise<void> {
    const { client, clock, power, onJob } = this.#options;
    const stop = AbortSignal.any([this.#stopJob.signal, power]);
    let result: JobResult;
    try {
      const request = await client.fetchJob(jobId);
      if (this.#state === 'starting-job') this.#state = 'running-job';
      onJob({ what: 'started', jobId });
      result = await runJob(request, client, clock, stop);
    } catch {
      // A job that cannot be fetched, or whose log nobody takes, has failed; a machine without power says nothing.
      result = 'failed';
    }
    if (power.aborted) return;
    onJob({ what: 'finished', jobId, result });
    this.#state = 'finished-job';
    this.#jobResult = result;
    this.#wake.abort();
  }

  async #sleepUntilNextSync(ms: number): Promise<void> {
    const { clock, power } = this.#options;
    const wake = this.#wake.signal;
    try {
      await clock.sleep(ms, AbortSignal.any([wake, power]));
    } catch (error) {
      power.throwIfAborted();
      if (!wake.aborted) throw error;
      this.#wake = new AbortController();
    }
  }

  /** Disconnects; an agent that cannot is forgotten by Semaphore after a while. */
  async #leave(reason: ShutdownReason): Promise<ShutdownReason> {
    const { client, power } = this.#options;
    await client.disconnect().catch(() => power.throwIfAborted());
    return reason;
  }
}
