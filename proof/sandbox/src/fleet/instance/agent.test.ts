import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '@agent-aws-stack/aws-clients/testing';
import type { SyncRequest, SyncResponse } from '@agent-aws-stack/semaphore-api/agent';
import { seededRandom } from '../../random.ts';
import { shellJob } from '../testing/job-request.ts';
import { type JobEvent, SimulatedAgent } from './agent.ts';
import type { SemaphoreClient } from './semaphore-client.ts';

/** A fake Semaphore with scripted answers. It repeats the last answer. */
class ScriptedSemaphore {
  readonly requests: SyncRequest[] = [];
  readonly lines: string[] = [];
  disconnected = 0;
  answers: (SyncResponse | Error)[];
  directives: readonly string[] = ['sleep 2'];

  constructor(...answers: (SyncResponse | Error)[]) {
    this.answers = answers;
  }

  sync(request: SyncRequest): Promise<SyncResponse> {
    this.requests.push(request);
    const answer = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
    return answer instanceof Error || answer === undefined ? Promise.reject(answer) : Promise.resolve(answer);
  }

  fetchJob = () => Promise.resolve(shellJob(this.directives));
  refreshLogToken = () => Promise.resolve('t');
  pushLog = (_: string, __: string, ___: number, lines: readonly string[]) => {
    this.lines.push(...lines);
    return Promise.resolve('accepted' as const);
  };
  disconnect = () => {
    this.disconnected++;
    return Promise.resolve();
  };
}

function start(script: ScriptedSemaphore) {
  const clock = new VirtualClock(1_000_000);
  const power = new AbortController();
  const jobs: JobEvent[] = [];
  const log: string[] = [];
  const agent = new SimulatedAgent({
    client: script as unknown as SemaphoreClient,
    clock,
    power: power.signal,
    random: seededRandom(1),
    onJobEvent: (event) => jobs.push(event),
    onLogLine: (line) => log.push(line),
  });
  const ended: string[] = [];
  void agent.run().then(
    (reason) => ended.push(reason),
    (error: Error) => ended.push(error.message),
  );
  return { agent, clock, power, jobs, log, ended };
}

const answer = (action: SyncResponse['action'], more: Partial<SyncResponse> = {}): SyncResponse => ({
  action,
  next_sync_after: 1_000,
  ...more,
});
const shutdown = (reason: SyncResponse['shutdown_reason']) => answer('shutdown', { shutdown_reason: reason });
const run = answer('run-job', { job_id: 'j1' });

describe('SimulatedAgent', () => {
  it('syncs at the interval that Semaphore gives, and shuts down when Semaphore says so', async () => {
    const script = new ScriptedSemaphore(answer('continue'), answer('continue'), shutdown('idle'));
    const { clock, ended } = start(script);
    await clock.advance(1_999);
    expect(script.requests).toHaveLength(2);
    await clock.advance(1);
    expect(ended).toEqual(['IDLE']);
    expect(script.disconnected).toBe(1);
  });

  it.each([
    ['job-finished', 'JOB_FINISHED'],
    ['requested', 'REQUESTED'],
    ['interrupted', 'INTERRUPTED'],
    ['', 'UNKNOWN'],
    [undefined, 'UNKNOWN'],
  ] as const)('passes the shutdown reason %p to the hook as %s', async (reason, expected) => {
    const { clock, ended } = start(new ScriptedSemaphore(shutdown(reason)));
    await clock.advance(0);
    expect(ended).toEqual([expected]);
  });

  it('runs a job, streams its log, and reports the result at once', async () => {
    const script = new ScriptedSemaphore(
      run,
      answer('continue'),
      answer('continue'),
      answer('wait-for-jobs'),
      shutdown('idle'),
    );
    script.directives = ['echo hello', 'sleep 1.5'];
    const { clock, jobs, ended } = start(script);
    await clock.advance(1_500);
    expect(jobs).toEqual([
      { what: 'started', jobId: 'j1' },
      { what: 'finished', jobId: 'j1', result: 'passed' },
    ]);
    expect(script.requests.map(({ state, job_id, job_result }) => [state, job_id, job_result])).toEqual([
      ['waiting-for-jobs', '', ''],
      ['running-job', 'j1', ''],
      ['finished-job', 'j1', 'passed'],
    ]);
    expect(script.lines.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual([
      'job_started',
      'cmd_started',
      'cmd_output',
      'cmd_finished',
      'cmd_started',
      'cmd_finished',
      'job_finished',
    ]);
    await clock.advance(5_000);
    expect(ended).toEqual(['IDLE']);
  });

  it('fails a job whose command fails, and a job that it cannot fetch', async () => {
    const failing = new ScriptedSemaphore(run, answer('continue'));
    failing.directives = ['false', 'sleep 100'];
    const { clock, jobs } = start(failing);
    await clock.advance(10);
    expect(jobs.at(-1)).toEqual({ what: 'finished', jobId: 'j1', result: 'failed' });

    const missing = new ScriptedSemaphore(run, answer('continue'));
    missing.fetchJob = () => Promise.reject(new Error('404'));
    const second = start(missing);
    await second.clock.advance(26_999);
    expect(second.jobs).toEqual([]);
    await second.clock.advance(1);
    expect(second.jobs).toEqual([{ what: 'finished', jobId: 'j1', result: 'failed' }]);
  });

  it('runs a job that it could fetch only at the third attempt, although it cannot deliver the log', async () => {
    const script = new ScriptedSemaphore(run, answer('continue'));
    let attempts = 0;
    script.fetchJob = () =>
      ++attempts < 3 ? Promise.reject(new Error('HTTP 500')) : Promise.resolve(shellJob(['sleep 10']));
    script.pushLog = () => Promise.reject(new Error('HTTP 500'));
    const { clock, jobs } = start(script);
    await clock.advance(16_000);
    expect(jobs).toEqual([{ what: 'started', jobId: 'j1' }]);
    await clock.advance(60_000);
    expect(jobs.at(-1)).toEqual({ what: 'finished', jobId: 'j1', result: 'passed' });
  });

  it('tries for minutes to disconnect, then shuts down', async () => {
    const script = new ScriptedSemaphore(shutdown('idle'));
    script.disconnect = () => Promise.reject(new Error('HTTP 500'));
    const { clock, ended } = start(script);
    await clock.advance(98_999);
    expect(ended).toEqual([]);
    await clock.advance(1);
    expect(ended).toEqual(['IDLE']);
  });

  it('stops a job when Semaphore says so', async () => {
    const script = new ScriptedSemaphore(
      run,
      answer('stop-job', { job_id: 'j1' }),
      answer('continue'),
      shutdown('requested'),
    );
    script.directives = ['sleep 100'];
    const { clock, jobs, ended } = start(script);
    await clock.advance(1_000);
    expect(jobs.at(-1)).toEqual({ what: 'finished', jobId: 'j1', result: 'stopped' });
    expect(script.requests.at(-1)).toMatchObject({ state: 'finished-job', job_result: 'stopped' });
    await clock.advance(2_000);
    expect(ended).toEqual(['REQUESTED']);
  });

  it('logs its syncs in the words of the real agent', async () => {
    const { clock, log } = start(new ScriptedSemaphore(answer('continue'), run, shutdown('job-finished')));
    await clock.advance(4_000);
    expect(log).toEqual([
      'SYNC request (state: waiting-for-jobs)',
      'SYNC response (action: continue)',
      'SYNC request (state: waiting-for-jobs)',
      'SYNC response (action: run-job, job: j1)',
      'SYNC request (state: running-job, job: j1)',
      'SYNC response (action: shutdown, reason: job-finished)',
    ]);
  });

  it('reports an interruption at once', async () => {
    const script = new ScriptedSemaphore(answer('continue'), shutdown('interrupted'));
    const { agent, clock, ended } = start(script);
    await clock.advance(400);
    agent.interrupt();
    await clock.advance(0);
    expect(script.requests.at(-1)).toMatchObject({ interrupted_at: 1_000 });
    expect(ended).toEqual(['INTERRUPTED']);
  });

  it('retries failed syncs, and shuts down ten minutes after the last successful sync', async () => {
    const script = new ScriptedSemaphore(
      answer('continue'),
      new Error('HTTP 500'),
      answer('continue'),
      new Error('HTTP 500'),
    );
    const { clock, ended } = start(script);
    await clock.advance(9 * 60_000);
    expect(ended).toEqual([]);
    await clock.advance(2 * 60_000);
    expect(ended).toEqual(['UNABLE_TO_SYNC']);
  });

  it('stops without disconnecting when the machine loses power', async () => {
    const script = new ScriptedSemaphore(run, answer('continue'));
    const { clock, power, jobs, ended } = start(script);
    await clock.advance(500);
    power.abort(new Error('no power'));
    await clock.advance(60_000);
    expect(ended).toEqual(['no power']);
    expect(script.disconnected).toBe(0);
    expect(jobs).toEqual([{ what: 'started', jobId: 'j1' }]);
    expect(clock.sleeping).toBe(0);
  });
});
