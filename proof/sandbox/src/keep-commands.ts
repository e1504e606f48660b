import { accountId } from './emulator/account.ts';
import type { JobRecord, JobSpec } from './semaphore/job.ts';
import type { SemaphoreApi } from './semaphore/server.ts';

export const KEEP_COMMANDS = `\
  <count>               queue that many jobs of six seconds
  fail <count>          queue jobs that fail at once
  long <count>          queue jobs that run for an hour
  jobs                  list the waiting and running jobs
  stop <job>|all        stop jobs as a user does; the first characters of a job's id are enough
  disable               disable all agents of the type: each one shuts down, even if it is running a job
  names agent           the agent type accepts names that agents choose themselves
  names sts=<roles>     the agent type accepts pre-signed URLs of this account's roles, for example sts=ci-*
  help                  list these commands`;

const MAX_JOBS = 500;
const HOUR_MS = 3_600_000;
const SHORT_ID = 8;
const NO_JOB = 'No job is waiting or running.';

type Organization = Pick<
  SemaphoreApi,
  'enqueue' | 'jobs' | 'stopJob' | 'agentRecords' | 'disableAgents' | 'setAgentType'
>;

/**
 * Runs a command that was typed while `--keep` or `--bare` keeps the sandbox running. Each command does something that a
 * user can do in Semaphore. Returns the output.
 */
export function runKeepCommand(line: string, semaphore: Organization): string {
  const [command = '', argument, ...more] = line.trim().split(/\s+/);
  if (more.length > 0) return unknown(line);
  if (/^\d+$/.test(command) && argument === undefined)
    return queue(semaphore, command, { durationMs: 6_000 });
  switch (command) {
    case 'fail':
      return queue(semaphore, argument, { durationMs: 0, result: 'failed' });
    case 'long':
      return queue(semaphore, argument, { durationMs: HOUR_MS });
    case 'stop':
      return stop(semaphore, argument);
    case 'names':
      return changeNames(semaphore, line, argument);
  }
  if (argument !== undefined) return unknown(line);
  switch (command) {
    case '':
    case 'help':
      return KEEP_COMMANDS;
    case 'jobs':
      return unfinished(semaphore).map(describeJob).join('\n') || NO_JOB;
    case 'disable': {
      const count = semaphore.agentRecords().length;
      semaphore.disableAgents();
      return `${plural(count, 'agent')} disabled; each one shuts down at its next sync, within 12 s.`;
    }
    default:
      return unknown(line);
  }
}

function queue(semaphore: Organization, count: string | undefined, job: JobSpec): string {
  const number = Number(count);
  if (!Number.isInteger(number) || number < 1 || number > MAX_JOBS)
    return `How many jobs? Type a whole number from 1 to ${MAX_JOBS}.`;
  semaphore.enqueue(number, job);
  return `${plural(number, 'job')} queued.`;
}

function stop(semaphore: Organization, which: string | undefined): string {
  if (which === undefined) return 'Which job? Type the first characters of its id, or all.';
  const jobs = unfinished(semaphore).filter(({ id }) => which === 'all' || id.startsWith(which));
  for (const { id } of jobs) semaphore.stopJob(id);
  if (jobs.length === 0 && which === 'all') return NO_JOB;
  return jobs.length === 0
    ? `No waiting or running job has an id that starts with ${which}.`
    : `${plural(jobs.length, 'job')} stopped; a running one ends at its agent's next sync, within 12 s.`;
}

function changeNames(semaphore: Organization, line: string, argument: string | undefined): string {
  const [origin, rolePatterns = '*'] = (argument ?? '').split('=');
  if (argument === 'agent') {
    semaphore.setAgentType({ names: { from: 'agent' } });
    return 'Agents choose their own names; pre-signed URLs are refused.';
  }
  if (origin !== 'sts') return unknown(line);
  semaphore.setAgentType({ names: { from: 'aws-sts', account: accountId, rolePatterns } });
  return `Agents get their names from AWS STS if their role in account ${accountId} matches ${rolePatterns}; other names are refused.`;
}

const unfinished = (semaphore: Organization): readonly JobRecord[] =>
  semaphore.jobs().filter(({ finishedAt }) => finishedAt === undefined);

function describeJob({ id, agentName }: JobRecord): string {
  return `${id.slice(0, SHORT_ID)}  ${agentName === undefined ? 'waits' : `runs on ${agentName}`}`;
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const unknown = (line: string): string => `Unknown command: ${line.trim()}\n${KEEP_COMMANDS}`;
