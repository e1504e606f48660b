import type { FullCommand } from '../../../cli/full-command.ts';
import { launchedAt } from '../../../observe/activities.ts';
import { defineCheck } from '../check.ts';
import { failure, notKnownYet, ok, warning } from '../finding.ts';
import { hasScaler } from '../subject.ts';

/** After this time an instance should have booted and registered its agent. */
const BOOT_MS = 10 * 60_000;

/** The group may replace an instance this much later than its launch timeout says. */
const LATE_SECONDS = 120;

const idsOf = (instances: readonly { readonly id: string }[]): string =>
  instances.map(({ id }) => id).join(' ');

const terminate = (instances: readonly { readonly id: string }[], fullCommand: FullCommand): string =>
  fullCommand(`aws ec2 terminate-instances --instance-ids ${idsOf(instances)}`);

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
        // If the launch is not among the activities, the instance is older than all of them, so it has had time to boot.
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
    name: 'instances-protected',
    needs: ['stack', 'group'],
    judge: ({ stack, group }, { fullCommand }) => {
      const count = group.instances.filter((each) => each.protectedFromScaleIn).length;
      if (stack?.status !== 'DELETE_IN_PROGRESS' || count === 0)
        return ok('none that the deletion of the stack would wait for');
      return failure(
        `the stack is being deleted, but ${count} of ${group.instances.length} instances are protected from scale-in, so CloudFormation waits until their agents disconnect`,
        `End the protection, and continue the deletion: ${fullCommand('destroy')}`,
      );
    },
  }),

  defineCheck({
    name: 'instances-set-aside',
    needs: ['group'],
    judge: ({ group }, { fullCommand }) => {
      const standby = group.instances.filter(({ lifecycle }) => lifecycle.includes('Standby'));
      const retained = group.instances.filter(({ lifecycle }) => lifecycle.includes('Retained'));
      const aside = [...standby, ...retained];
      if (aside.length === 0) return ok('none');
      const names = [...new Set(standby.map((each) => each.group ?? group.name))];
      const remedies = [
        ...names.map((name) => {
          const own = standby.filter((each) => (each.group ?? group.name) === name);
          const exit = `aws autoscaling exit-standby --auto-scaling-group-name ${name} --instance-ids ${idsOf(own)}`;
          return `To put ${idsOf(own)} back into service: ${fullCommand(exit)}`;
        }),
        ...(retained.length === 0
          ? []
          : [`If nobody needs ${idsOf(retained)}: ${terminate(retained, fullCommand)}`]),
      ];
      return warning(
        `${aside.map(({ id, lifecycle }) => `${id} is ${lifecycle}`).join(', ')}: it costs money, and the group neither counts nor replaces it`,
        remedies.join('\n'),
      );
    },
  }),

  defineCheck({
    name: 'instances-in-group',
    needs: ['group', 'stackInstances'],
    judge: ({ group, stackInstances }, { fullCommand }) => {
      const orphans = stackInstances.filter(
        ({ id, isManaged }) => !isManaged && !group.instances.some((member) => member.id === id),
      );
      return orphans.length === 0
        ? ok(`${stackInstances.length} of ${stackInstances.length}`)
        : warning(
            `${orphans.map(({ id }) => id).join(', ')} has the stack's tag but is in no group, so nothing replaces it or counts it: it was detached, or launched by hand`,
            `If nobody needs it: ${terminate(orphans, fullCommand)}`,
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
