import { familyOf } from '@agent-aws-stack/contract';
import { LOST_IN_STRICT_ISOLATION } from '../fleet/lost-in-strict-isolation.ts';
import { parameters } from '../parameters/index.ts';
import { when } from '../rules/rule.ts';
import { hasFixedSize } from '../schedules/schedule.ts';
import type { FindCautions } from './caution.ts';

const {
  afterJob,
  disconnectAfterJob,
  disconnectAfterIdleTimeoutSeconds: idleTimeout,
  logStreamName,
  jobIsolation,
  usePreSignedUrl,
} = parameters.agent;

/** Cautions about the parameters of agents and jobs. */
export const agentCautions: readonly FindCautions[] = [
  ({ agent, group, scaler }) => {
    const parameter = afterJob;
    if (agent.afterJob === 'replace') return [];
    if (!agent.disconnectAfterJob) {
      const effect =
        'has no effect with SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB false: agents do not exit after a job, and an idle agent always lowers the capacity';
      return [{ parameter, effect, remedy: 'Remove it' }];
    }
    if (hasFixedSize(group)) {
      const effect = `has no effect while the minimum and maximum size are both ${group.maxSize}: the group cannot shrink, so it replaces every instance`;
      return [{ parameter, effect, remedy: 'Lower SEMAPHORE_AGENT_ASG_MIN_SIZE, or set replace' }];
    }
    return when(!scaler.enabled, {
      parameter,
      effect:
        'shrinks the group to its minimum for good, because SEMAPHORE_AGENT_USE_DYNAMIC_SCALING is false and nothing raises the capacity again',
      remedy: 'Set replace',
    });
  },
  ({ agent, instance }) =>
    // A Mac takes so long to clean that its agent has to run several jobs.
    when(!agent.disconnectAfterJob && instance.os !== 'macos', {
      parameter: disconnectAfterJob,
      effect:
        'is false, so jobs share an instance: one job can read or change what the next one uses, such as its checkout, tools and credentials',
      remedy: 'Set true if you do not trust every job alike',
    }),
  ({ agent }) =>
    when(agent.logStreamName === 'instance', {
      parameter: logStreamName,
      effect:
        'is instance, so instances, and jobs that are not isolated, can write to the log streams of all fleets of the account and region',
      remedy: 'Set stack/instance once the fleet uses an image of this version or newer',
    }),
  ({ agent }) =>
    // Isolated jobs cannot read the token, so their fleet needs no caution.
    when(!agent.usePreSignedUrl && agent.jobIsolation !== 'strict', {
      parameter: usePreSignedUrl,
      effect: 'is false, so a job can read the token and register agents anywhere',
      remedy: 'Set true once the agent type takes names from AWS STS, as docs/deploy.md says',
    }),
  ({ agent, group }) => {
    const seconds = agent.disconnectAfterIdleTimeoutSeconds;
    const { maxSize } = group;
    return when(seconds > 0 && hasFixedSize(group) && maxSize > 0, {
      parameter: idleTimeout,
      effect: `saves nothing while the minimum and maximum size are both ${maxSize}: an instance is replaced after ${seconds} s without a job, again and again`,
      remedy: 'Set 0 to keep idle instances',
    });
  },
  ({ instance, agent, group: { minSize, maxSize }, scaler }) => {
    const shrinks =
      agent.disconnectAfterIdleTimeoutSeconds > 0 ||
      (agent.disconnectAfterJob && agent.afterJob === 'shrink');
    // You pay for a Mac host for at least a day, and AWS takes an hour to clean it, so Mac instances should keep running.
    return when(instance.os !== 'macos' && scaler.enabled && minSize < maxSize && !shrinks, {
      parameter: idleTimeout,
      effect:
        'is 0, so the capacity that the scaler has raised never goes down again, and you pay for idle instances',
      remedy: 'Set a number of seconds',
    });
  },
  ({ instance }, isSet) =>
    // If the parameter is set to none, the user has accepted the risk.
    when(familyOf(instance.os) === 'linux' && !isSet(jobIsolation), {
      parameter: jobIsolation,
      effect:
        "is not set, so a job has sudo and the instance role's permissions, and can read the registration token",
      remedy: 'Set strict once you have read in docs/security.md what jobs lose, or set none to accept this',
    }),
  ({ agent }) =>
    when(agent.jobIsolation === 'strict', {
      parameter: jobIsolation,
      effect: `is strict, so jobs ${LOST_IN_STRICT_ISOLATION}`,
      remedy:
        'Put what jobs install with sudo into the image, and try your pipelines on a fleet of their own first',
    }),
];
