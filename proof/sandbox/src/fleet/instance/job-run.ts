import type { Clock } from '../../clock.ts';
import type { JobRequest, JobResult } from '@agent-aws-stack/semaphore-api/agent';
import { runCommand } from './job-commands.ts';
import { LogStream } from './log-stream.ts';
import type { SemaphoreClient } from './semaphore-client.ts';

/**
 * Runs a job as the real agent does: its commands until one fails, then its epilogues. Streams the log meanwhile.
 * The signal stops the job at once.
 */
export async function runJob(
  request: JobRequest,
  client: Pick<SemaphoreClient, 'pushLog' | 'refreshLogToken'>,
  clock: Clock,
  stop: AbortSignal,
): Promise<JobResult> {
  const log = new LogStream(client, request.logger.url, request.logger.token);
  const seconds = () => Math.floor(clock.now() / 1000);
  await log.push({ event: 'job_started', timestamp: seconds() });
  const result = await runAll();
  await log.push({ event: 'job_finished', timestamp: seconds(), result });
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
      await log.push({ event: 'cmd_started', timestamp: startedAt, directive });
      const { exitCode, output } = await runCommand(directive, clock, stop);
      if (output !== '') await log.push({ event: 'cmd_output', timestamp: seconds(), output });
      const times = { started_at: startedAt, finished_at: seconds() };
      await log.push({
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
