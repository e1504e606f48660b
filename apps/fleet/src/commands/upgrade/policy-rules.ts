import type { Rule, Upgrade } from './decision.ts';
import { policiesOf } from './template-settings.ts';

/** The policy that the JavaScript stack attaches. Instances keep its permissions, except the one to read all SSM parameters. */
const SSM_POLICY = 'AmazonSSMManagedInstanceCore';
/** The policy that older releases of the JavaScript stack attach. It also allows S3 and more. */
const OLD_SSM_POLICY = 'AmazonEC2RoleforSSM';

const lostPolicies = ({ deployed, wanted }: Upgrade): readonly string[] => {
  const kept = policiesOf(wanted);
  return policiesOf(deployed).filter((name) => !kept.includes(name));
};

/** The decision about the policies for Systems Manager. */
export const ssmPermissions: Rule = (upgrade) => {
  const lost = lostPolicies(upgrade).filter((name) => name === SSM_POLICY || name === OLD_SSM_POLICY);
  return lost.length === 0
    ? undefined
    : {
        topic: 'SSM permissions',
        change: `instances lose ${lost.join(', ')}; Session Manager still works, but jobs can no longer read SSM parameters other than the fleet's`,
        remedy: 'If a job needs more, name a policy in SEMAPHORE_AGENT_MANAGED_POLICY_NAMES',
      };
};

/** The decision about other policies whose permissions instances lose, at least in part. */
export const otherPolicies: Rule = (upgrade) => {
  const lost = lostPolicies(upgrade).filter((name) => name !== SSM_POLICY);
  return lost.length === 0
    ? undefined
    : {
        topic: 'Policies',
        change: `instances and their jobs lose the permissions of ${lost.join(', ')}`,
        remedy: 'To keep policies, name them in SEMAPHORE_AGENT_MANAGED_POLICY_NAMES',
      };
};
