import { rollingShare, rolloutParameterName } from '@agent-aws-stack/contract';
import { isBusy } from '../../../cdk/stack-status.ts';
import type { Group } from '../../../observe/group.ts';
import { clock } from '../../../render/render-entry.ts';
import { defineCheck } from '../check.ts';
import { failure, notChecked, notKnownYet, ok, warning } from '../finding.ts';
import type { Subject } from '../subject.ts';

const HOUR_MS = 3_600_000;
/** After this time an instance should have booted and registered its agent. */
const BOOT_MS = 10 * 60_000;

const rollsOut = ({ fleet }: Subject): boolean => fleet.group.imageRollout !== undefined;

/** The group's instances in service: those with the group's version of the launch template, and those with another version. */
function byVersion({ instances, launchTemplate: { version } }: Group) {
  const inService = instances.filter(({ lifecycle }) => lifecycle === 'InService');
  const isOld = (each: Group['instances'][number]) =>
    each.templateVersion !== undefined && String(each.templateVersion) !== version;
  return { old: inService.filter(isOld), recent: inService.filter((each) => !isOld(each)) };
}

export const ROLLOUT_CHECKS = [
  defineCheck({
    name: 'rollout-progress',
    needs: ['rollout', 'group'],
    appliesTo: rollsOut,
    judge: ({ rollout, group }, { now, fullCommand }) => {
      if (rollout === undefined)
        return warning(
          'SEMAPHORE_AGENT_IMAGE_ROLLOUT is not deployed yet, so old instances stay',
          `Deploy it: ${fullCommand('deploy')}`,
        );
      const { startedAt, pausedAt, spreadMinutes } = rollout;
      const count = byVersion(group).old.length;
      const since = now.getTime() - HOUR_MS;
      if (pausedAt !== undefined && pausedAt === startedAt && pausedAt < since && count > 0)
        return warning(
          `the rollout has not begun: a deployment with a canary wrote it with a pause at ${clock(new Date(pausedAt))} UTC; ${count} old instances are in service`,
          `The canary was not tested: its test was interrupted, no instance came up, or the fleet was deployed with a command that does not test canaries. If new instances run well, begin the rollout: ${fullCommand('rollout resume')}`,
        );
      if (pausedAt !== undefined && pausedAt < since && count > 0)
        return warning(
          `paused since ${clock(new Date(pausedAt))} UTC, and ${count} old instances are in service`,
          `Go back to the previous image with rollout back, or continue: ${fullCommand('rollout resume')}`,
        );
      if (pausedAt === undefined && startedAt + spreadMinutes * 60_000 < since && count > 0)
        return warning(
          `${count} old instances are still in service, more than an hour after all were asked to leave`,
          `They run long jobs, or were launched before SEMAPHORE_AGENT_IMAGE_ROLLOUT was set, or their image does not know it. See what one does: ${fullCommand(`logs --instance ${byVersion(group).old[0]?.id}`)}`,
        );
      const share = rollingShare(rollout, { writtenAt: startedAt, now: now.getTime() });
      return ok(`${share} % asked to leave, ${count} old instances in service`);
    },
  }),

  defineCheck({
    name: 'rollout-revision',
    needs: ['rollout', 'launchTemplate', 'stack'],
    appliesTo: rollsOut,
    judge: ({ rollout, launchTemplate, stack }, { fleet: { stackName }, fullCommand }) => {
      if (rollout === undefined) return notChecked('SEMAPHORE_AGENT_IMAGE_ROLLOUT is not deployed yet');
      if (stack !== undefined && isBusy(stack.status)) return notKnownYet('the stack is being changed');
      const { version, revision = 'without a revision' } = launchTemplate;
      return revision === rollout.revision
        ? ok(revision)
        : warning(
            `the group launches version ${version} of the launch template, ${revision}, but ${rolloutParameterName(stackName)} names ${rollout.revision}; instances do not leave if they were launched more than five minutes after that parameter was written`,
            `A rollback may have failed, or someone has set the group's version. Deploy the version that you want: ${fullCommand('deploy')}`,
          );
    },
  }),

  defineCheck({
    name: 'rollout-image',
    needs: ['rollout', 'group', 'demand'],
    appliesTo: rollsOut,
    judge: ({ rollout, group, demand: { agents } }, { now, fullCommand }) => {
      const { old, recent } = byVersion(group);
      const registered = agents.idle + agents.occupied;
      const isLong = rollout !== undefined && rollout.startedAt < now.getTime() - BOOT_MS;
      const launching = group.instances.filter(({ lifecycle }) => lifecycle.startsWith('Pending'));
      const isBad =
        isLong && old.length > 0 && recent.length + launching.length > 0 && registered <= old.length;
      return isBad
        ? failure(
            `there are ${recent.length + launching.length} instances of the new launch template, but the registered agents (${registered}) do not outnumber the old instances in service (${old.length})`,
            `The new instances probably have no agents. Go back to the previous image with rollout back; first, let no further instance leave: ${fullCommand('rollout pause')}`,
          )
        : ok(`${recent.length} new and ${old.length} old instances, ${registered} agents`);
    },
  }),
];
