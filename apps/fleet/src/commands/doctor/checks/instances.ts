import { launchedAt } from '../../../observe/activities.ts';
import { defineCheck } from '../check.ts';
import { failure, notKnownYet, ok, warning } from '../finding.ts';
import { hasScaler } from '../subject.ts';

/** After this time an instance should have booted and registered its agent. */
const BOOT_MS = 10 * 60_000;

/** A group may take this much longer to act on a timeout. */
const LATE_SECONDS = 120;

export const INSTANCE_CHECKS = [
  defineCheck({
    name: 'instances-healthy',
    needs: ['group'],
    judge: ({ group: { instances } }, { fullCommand }) => {
      const unhealthy = instances.filter(({ healthy }) => !healthy).map(({ id }) => id);
      return unhealthy.length === 0
        ? ok(`${instances.length} of ${instances.length}`)
        : warning(
            `${unhealthy.length} of ${instances.length} unhealthy: ${unhealthy.join(', ')}`,
            `The group replaces them. See why: ${fullCommand(`logs --instance ${unhealthy[0]}`)}`,
          );
    },
  }),

  defineCheck({
    name: 'instances-registered',
    needs: ['group', 'activities', 'demand'],
    judge: ({ group, activities, demand: { agents } }, { now, fullCommand }) => {
      const inService = group.instances.filter(({ lifecycle }) => lifecycle === 'InService');
      const booted = inService.filter(({ id }) => {
        const launch = launchedAt(id, activities);
        // An instance whose launch is not among the activities is older than all of them.
        return launch === undefined || now.getTime() - launch.getTime() > BOOT_MS;
      });
      // Semaphore keeps counting vanished agents for a while, so its number may be too high, but never too low.
      const registered = agents.idle + agents.occupied;
      if (booted.length > registered)
        return failure(
          `${booted.length} instances have run for ten minutes, but only ${registered} agents are registered`,
          `See how an instance boots: ${fullCommand(`logs --instance ${booted[0]?.id}`)}`,
        );
      const seen = `${inService.length} instances in service, ${registered} agents registered`;
      return inService.length <= registered ? ok(seen) : notKnownYet(`${seen}; the others may still boot`);
    },
  }),

  defineCheck({
    name: 'instances-launching',
    needs: ['group', 'stackInstances'],
    appliesTo: ({ fleet }) => fleet.group.launchTimeoutSeconds > 0,
    judge: ({ group, stackInstances }, { fleet, now, fullCommand }) => {
      const waiting = group.instances.filter(({ lifecycle }) => lifecycle === 'Pending:Wait');
      const timeout = fleet.group.launchTimeoutSeconds;
      const late = waiting.filter(({ id }) => {
        const launched = stackInstances.find((each) => each.id === id)?.launchedAt;
        return (
          launched !== undefined && now.getTime() - launched.getTime() > (timeout + LATE_SECONDS) * 1_000
        );
      });
      return late.length === 0
        ? ok(`${waiting.length} not ready yet`)
        : warning(
            `${late.map(({ id }) => id).join(', ')} waits in Pending:Wait for longer than the launch timeout of ${timeout} s`,
            `The group should replace it. If it does not, see why: ${fullCommand(`logs --instance ${late[0]?.id}`)}`,
          );
    },
  }),

  defineCheck({
    name: 'instances-set-aside',
    needs: ['group'],
    judge: ({ group: { instances, name } }) => {
      const aside = instances.filter(({ lifecycle }) => /Standby|Retained/.test(lifecycle));
      const ids = aside.map(({ id }) => id);
      return aside.length === 0
        ? ok('none')
        : warning(
            `${aside.map(({ id, lifecycle }) => `${id} is ${lifecycle}`).join(', ')}: it costs money, and the group neither counts nor replaces it`,
            aside.some(({ lifecycle }) => lifecycle.includes('Standby'))
              ? `If nobody needs it: aws autoscaling exit-standby --auto-scaling-group-name ${name} --instance-ids ${ids.join(' ')}`
              : `If nobody needs it: aws ec2 terminate-instances --instance-ids ${ids.join(' ')}`,
          );
    },
  }),

  defineCheck({
    name: 'instances-in-group',
    needs: ['group', 'stackInstances'],
    judge: ({ group, stackInstances }) => {
      const orphans = stackInstances
        .filter(({ id, isManaged }) => !isManaged && !group.instances.some((member) => member.id === id))
        .map(({ id }) => id);
      return orphans.length === 0
        ? ok(`${stackInstances.length} of ${stackInstances.length}`)
        : warning(
            `${orphans.join(', ')} has the stack's tag but is in no group, so nothing replaces it or counts it: it was detached, or launched by hand`,
            `If nobody needs it: aws ec2 terminate-instances --instance-ids ${orphans.join(' ')}`,
          );
    },
  }),

  defineCheck({
    name: 'jobs-waiting',
    needs: ['demand', 'group'],
    judge: ({ demand: { jobs, agents }, group: { desired, max } }) => {
      if (jobs.queued === 0) return ok('none');
      return agents.idle >= jobs.queued
        ? warning(
            `${jobs.queued} wait although ${agents.idle} agents are idle`,
            "Semaphore holds them back, probably because the organization's quota of parallel jobs is used up: raise the quota, or wait until other jobs have ended",
          )
        : ok(
            `${jobs.queued} wait: ${Math.min(max, jobs.queued + jobs.running)} instances needed, ${desired} requested`,
          );
    },
  }),

  defineCheck({
    name: 'jobs-held',
    needs: ['scalerSamples'],
    appliesTo: hasScaler,
    judge: ({ scalerSamples: { heldJobs } }, { fullCommand }) =>
      heldJobs === 0
        ? ok('none')
        : warning(
            `${heldJobs} queued jobs got no agent although agents idled, so the organization's quota holds them`,
            `Raise the quota of parallel jobs, or wait until other jobs have ended. See what the scaler does: ${fullCommand('explain')}`,
          ),
  }),
];
