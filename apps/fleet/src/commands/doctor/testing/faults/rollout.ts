import { HEALTHY } from '../../../../observe/testing/healthy-facts.ts';
import { minutesAgo } from '../../../../observe/testing/fleet.ts';
import { changed, fails, fault, warns } from '../fault.ts';

const [first, second] = HEALTHY.group.instances;
const old = { ...first!, templateVersion: 2 };
const ROLLOUT = {
  ...{ revision: 'ami-1-0af1', spreadMinutes: 10, sharePercent: 10 },
  ...{ startedAt: minutesAgo(90).getTime(), pausedAt: undefined },
};
const parameters = { SEMAPHORE_AGENT_IMAGE_ROLLOUT: '{}' };
const withOld = changed('group', { instances: [old, second!] });
const current = changed('launchTemplate', { revision: ROLLOUT.revision });

export const ROLLOUT_FAULTS = [
  fault(
    'rollout-progress',
    'a rollout that is not deployed',
    {},
    warns(/is not deployed yet/, /fleet -- deploy/),
    parameters,
  ),
  fault(
    'rollout-progress',
    'a rollout that has been paused for a long time',
    { ...withOld, ...current, rollout: { ...ROLLOUT, pausedAt: minutesAgo(80).getTime() } },
    warns(/^paused since .* 1 old instances/, /rollout back, .*fleet -- rollout resume/),
    parameters,
  ),
  fault(
    'rollout-progress',
    'a rollout that an interrupted canary has left paused',
    { ...withOld, ...current, rollout: { ...ROLLOUT, pausedAt: ROLLOUT.startedAt } },
    warns(
      /^the rollout has not begun: a deployment with a canary .* 1 old instances/,
      /was not tested: .*fleet -- rollout resume/,
    ),
    parameters,
  ),
  fault(
    'rollout-progress',
    'old instances that do not leave',
    { ...withOld, ...current, rollout: ROLLOUT },
    warns(/^1 old instances .* more than an hour/, /logs --instance i-1/),
    parameters,
  ),
  fault(
    'rollout-revision',
    'a group that launches another revision',
    {
      rollout: { ...ROLLOUT, startedAt: minutesAgo(20).getTime() },
      ...changed('launchTemplate', { revision: 'ami-0-0af1' }),
    },
    warns(
      /version 3 .* ami-0-0af1, but ci-rollout names ami-1-0af1; instances do not leave if .*$/,
      /fleet -- deploy/,
    ),
    parameters,
  ),
  fault(
    'rollout-image',
    'agents that do not register',
    {
      ...changed('group', {
        instances: [old, { ...old, id: second!.id }, { ...second!, id: 'i-3', lifecycle: 'Pending' }],
      }),
      ...current,
      rollout: { ...ROLLOUT, startedAt: minutesAgo(20).getTime() },
    },
    fails(
      /^there are 1 instances of the new .* registered agents \(2\) do not outnumber .* \(2\)$/,
      /rollout back; .*fleet -- rollout pause/,
    ),
    parameters,
  ),
];
