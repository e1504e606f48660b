import { HEALTHY } from '../../../../observe/testing/healthy-facts.ts';
import { changed, fails, fault, launchTimeoutFault, warns } from '../fault.ts';

const [first, second] = HEALTHY.group.instances;

export const INSTANCE_FAULTS = [
  fault(
    'instances-healthy',
    'one unhealthy instance',
    changed('group', { instances: [{ ...first!, healthy: false }, second!] }),
    warns(/1 of 2 unhealthy: i-1/, /logs --instance i-1/),
  ),
  fault(
    'instances-registered',
    'agents that never registered',
    changed('demand', { agents: { idle: 0, occupied: 0 } }),
    fails(/2 instances .* only 0 agents/, /logs --instance i-1/),
  ),
  launchTimeoutFault(
    'instances-launching',
    'an instance that the group does not replace',
    changed('group', { instances: [{ ...first!, lifecycle: 'Pending:Wait' }, second!] }),
    warns(/^i-1 waits .* launch timeout of 300 s/, /logs --instance i-1/),
  ),
  fault(
    'instances-set-aside',
    'an instance in standby',
    changed('group', { instances: [first!, second!, { ...first!, id: 'i-3', lifecycle: 'Standby' }] }),
    warns(/^i-3 is Standby/, /exit-standby .*ci-autoScalingGroup-1 --instance-ids i-3 --region eu-west-1$/),
  ),
  fault(
    'instances-set-aside',
    'an instance kept after its lifecycle hook was abandoned',
    changed('group', {
      instances: [first!, second!, { ...first!, id: 'i-3', lifecycle: 'Terminating:Retained' }],
    }),
    warns(/^i-3 is Terminating:Retained/, /terminate-instances --instance-ids i-3 --region eu-west-1$/),
  ),
  fault(
    'instances-set-aside',
    'three instances for different reasons',
    changed('group', {
      instances: [
        ...[first!, second!],
        { ...first!, id: 'i-3', lifecycle: 'Standby' },
        { ...first!, id: 'i-4', lifecycle: 'Standby', group: 'ci-onDemandGroup-1' },
        { ...first!, id: 'i-5', lifecycle: 'Terminating:Retained' },
      ],
    }),
    warns(
      /^i-3 is Standby, i-4 is Standby, i-5 is Terminating:Retained/,
      /^To put i-3 .*ci-autoScalingGroup-1 --instance-ids i-3 .*\nTo put i-4 .*ci-onDemandGroup-1 --instance-ids i-4 .*\nIf nobody needs i-5: .*--instance-ids i-5 /,
    ),
  ),
  {
    ...fault(
      'instances-protected',
      'CloudFormation waits for protected instances',
      {
        ...changed('stack', { status: 'DELETE_IN_PROGRESS' }),
        ...changed('group', { instances: [{ ...first!, protectedFromScaleIn: true }, second!] }),
      },
      fails(/being deleted, but 1 of 2 instances are protected/, /fleet -- destroy/),
    ),
    others: ['stack-state'],
  },
  fault(
    'instances-in-group',
    'an instance that was detached from its group',
    {
      stackInstances: [
        ...HEALTHY.stackInstances,
        { id: 'i-3', launchedAt: undefined, isManaged: false },
        // Just launched: the group does not list it yet.
        { id: 'i-4', launchedAt: undefined, isManaged: true },
      ],
    },
    warns(
      /^i-3 has the stack's tag but is in no group/,
      /terminate-instances --instance-ids i-3 --region eu-west-1$/,
    ),
  ),
  fault(
    'jobs-waiting',
    'jobs that wait although agents are idle',
    { demand: { jobs: { queued: 2, running: 1 }, agents: { idle: 2, occupied: 1 } } },
    warns(/2 wait although 2 agents are idle/, /quota of parallel jobs/),
  ),
  fault(
    'jobs-held',
    'held jobs that the scaler has seen',
    changed('scalerSamples', { heldJobs: 45 }),
    warns(/45 queued jobs got no agent/, /quota of parallel jobs.*fleet -- explain/),
  ),
];
