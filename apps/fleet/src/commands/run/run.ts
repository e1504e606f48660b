import type { FleetConfig } from '@agent-aws-stack/config';
import { awsClients } from '../../aws/clients.ts';
import type { StackOptions } from '../../cli/common-options.ts';
import { UserError } from '../../cli/errors.ts';
import { fullCommandWith } from '../../cli/full-command.ts';
import type { Shell } from '../../cli/shell.ts';
import { deployedGroup } from '../../observe/deployed-group.ts';
import { onlyFleet } from '../../observe/only-fleet.ts';
import { parameterOf } from '../../observe/parameter.ts';
import { settleForCaller } from '../../observe/settle.ts';
import { pipelineStanza, renderPipelineStanza } from '../../render/pipeline-stanza.ts';
import { JobFollower } from './follow-job.ts';
import { giveUp } from './give-up.ts';
import { observe } from './observe.ts';
import { renderStep } from './render-step.ts';

export interface RunOptions extends StackOptions {
  /** Milliseconds. */
  readonly timeout?: number;
}

const POLL_INTERVAL_MS = 2_000;
/** The clocks of this machine and of the instances may differ by this much. */
const CLOCK_SKEW_MS = 60_000;
/** While the command waits for a job, each read of the agents' log begins this long before the read, so that lines that CloudWatch shows late are found. */
const LOOK_BACK_MS = 300_000;

/**
 * Waits for the fleet's next job, and prints how it gets to an agent, until the agent has logged it.
 * @throws ConfigurationError, UsageError, AwsError; UserError if the fleet is not deployed, if nothing can be read at first, if no agent logs the job after its start, or at the timeout
 */
export async function run(options: RunOptions, shell: Shell): Promise<void> {
  const { json, timeout } = options;
  const aws = awsClients(shell.env);
  const fullCommand = fullCommandWith(options);
  const fleet = await onlyFleet(aws, options, shell, 'the command follows one job');
  const { name: main, standIns } = await deployedGroup(aws, fleet.stackName, fullCommand);
  const token = await parameterOf(aws, fleet.token.parameterName);
  const target = { aws, fleet, groupNames: { main, onDemand: standIns?.name }, token };
  const follower = new JobFollower();
  const startedAt = shell.now();
  const deadline = timeout === undefined ? undefined : new Date(startedAt.getTime() + timeout);
  let isFirst = true;
  let lastProblem = '';
  for (;;) {
    const now = shell.now();
    const since = linesSince(follower, startedAt, now);
    const seen = await settleForCaller(observe(target, now, follower.job, since), fullCommand);
    if (seen.known) {
      for (const step of follower.observe(seen.value)) {
        shell.report({ fleets: [{ fleet: fleet.stackName, ...step }] });
        if (!json) shell.out(renderStep(step, shell));
      }
      if (isFirst && follower.job === undefined) announce(fleet, json, now, shell);
      isFirst = false;
    } else if (isFirst) {
      throw new UserError(
        `fleet ${fleet.stackName}`,
        seen.why,
        seen.remedy ?? `To find out why: ${fullCommand('doctor')}`,
      );
    } else if (seen.why !== lastProblem) {
      shell.err(shell.style('yellow', `${seen.why}; trying again`));
    }
    lastProblem = seen.known ? '' : seen.why;
    const logged = follower.reached.get('logged');
    if (logged?.step === 'logged') {
      if (!json) shell.out(`\nNext: ${fullCommand(`logs --instance ${logged.instance} --follow`)}`);
      return;
    }
    const failure = giveUp(follower, fleet.stackName, { now, deadline }, fullCommand);
    if (failure !== undefined) throw failure;
    await shell.sleep(POLL_INTERVAL_MS);
  }
}

/** Since when to read the agents' log. While no job is known, this is never before the command's start, so that the command ignores earlier jobs. */
function linesSince({ job, reached }: JobFollower, startedAt: Date, now: Date): Date {
  if (job === undefined) return new Date(Math.max(startedAt.getTime(), now.getTime() - LOOK_BACK_MS));
  const [{ at } = { at: startedAt }] = reached.values();
  return new Date(at.getTime() - CLOCK_SKEW_MS);
}

/** Says that the user has to start a job, and how. */
function announce(fleet: FleetConfig, json: boolean, at: Date, shell: Shell): void {
  shell.report({
    fleets: [{ fleet: fleet.stackName, step: 'waiting', at, pipeline: pipelineStanza(fleet) }],
  });
  if (json) return;
  shell.err(
    `Waiting for the next job of ${fleet.stackName}. Start a pipeline: the registration token cannot queue a job.`,
  );
  shell.err(`\n${renderPipelineStanza([fleet])}\n`);
}
