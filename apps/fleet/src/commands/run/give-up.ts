import { UserError } from '../../cli/errors.ts';
import type { FullCommand } from '../../cli/full-command.ts';
import type { JobFollower, StepName } from './follow-job.ts';

/** How long after its start a job may stay without a line in CloudWatch. The images' CloudWatch agents send every 5 seconds, so this is ample. */
const LOG_LIMIT_MS = 180_000;

/** For each step: what is missing if the job gets no further, and the command that finds out why. */
const NEXT: Readonly<Record<StepName, readonly [missing: string, command: string]>> = {
  queued: ['the desired capacity has not risen, and no agent has started the job', 'explain'],
  raised: ['the group has launched no instance', 'doctor'],
  launched: ['no agent has registered', 'logs --instance'],
  registered: ['no agent has started the job', 'status'],
  started: [
    'no agent has logged the job in CloudWatch: it was stopped in Semaphore, or the agents cannot send their logs',
    'status',
  ],
  logged: ['', 'status'],
};

/** The error with which the command ends if the job gets no further; undefined while the command still waits for the job. */
export function giveUp(
  { job, reached }: Pick<JobFollower, 'job' | 'reached'>,
  fleet: string,
  { now, deadline }: { readonly now: Date; readonly deadline: Date | undefined },
  fullCommand: FullCommand,
): UserError | undefined {
  const startedAt = reached.get('started')?.at;
  const isSilent = startedAt !== undefined && now.getTime() - startedAt.getTime() >= LOG_LIMIT_MS;
  if (!isSilent && (deadline === undefined || now < deadline)) return undefined;
  const last = [...reached.values()].at(-1);
  if (job === undefined || last === undefined) {
    const remedy = `Check that the pipeline names this fleet's agent type. To see what is queued for the fleet: ${fullCommand('status')}`;
    return new UserError(`fleet ${fleet}`, 'no job was queued in time', remedy);
  }
  const [missing, command] = NEXT[last.step];
  const launched = reached.get('launched');
  const instance =
    command.endsWith('--instance') && launched && 'instance' in launched ? launched.instance : '';
  return new UserError(
    `job ${job}`,
    `${last.step}, but since then ${missing}`,
    `To find out why: ${fullCommand(`${command} ${instance}`.trim())}`,
  );
}
