import type { Clock } from '../../clock.ts';
import type { JobRequest, JobResult } from '@agent-aws-stack/semaphore-api/agent';
import { runCommand } from './job-commands.ts';
import { LogStream } from './log-stream.ts';
import type { SemaphoreClient } from './semaphore-client.ts';

export interface JobRunOptions {
  readonly client: Pick<SemaphoreClient, 'pushLog' | 'refreshLogToken'>;
  readonly clock: Clock;
  /** Stops the job at once. */
  readonly stop: AbortSignal;
  /** Aborted when the machine loses power. */
  readonly power: AbortSignal;
}

/** Runs a job as the real agent does: its commands until one fails, then its epilogues. Streams the log meanwhile. */
export async function runJob(
  request: JobRequest,
  { client, clock, stop, power }: JobRunOptions,
): Promise<JobResult> {
  const { url, token } = request.logger;
  const log = new LogStream({ client, url, token, clock, power });
  const seconds = () => Math.floor(clock.now() / 1000);
  log.write({ event: 'job_started', timestamp: seconds() });
  const result = await runAll();
  log.write({ event: 'job_finished', timestamp: seconds(), result });
  await log.close();
  return result;

  async function runAll(): Promise<JobResult> {
    try {
      const passed = await runList(request.commands);
      await runList(request.epilogue_always_commands);
      await runList(passed ? request.epilogue_on_pass_commands : request.epilogue_on_fail_commands);
      return passed ? 'passed' : 'failed';
    } catch (error) {
      if (stop.aborted) return 'stopped';
      throw error;
    }
  }

  async function runList(commands: JobRequest['commands']): Promise<boolean> {
    for (const { directive } of commands) {
      const startedAt = seconds();
      log.write({ event: 'cmd_started', timestamp: startedAt, directive });
      const { exitCode, output } = await runCommand(directive, clock, stop);
      if (output !== '') log.write({ event: 'cmd_output', timestamp: seconds(), output });
      const times = { started_at: startedAt, finished_at: seconds() };
      log.write({
        event: 'cmd_finished',
        timestamp: seconds(),
        directive,
        exit_code: exitCode,
        ...times,
      });
      if (exitCode !== 0) return false;
    }
    return true;
  }
}
