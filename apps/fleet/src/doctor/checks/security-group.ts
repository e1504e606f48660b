import { defineCheck } from '../check.ts';
import { failure, ok } from '../finding.ts';

export const securityGroup = defineCheck({
  name: 'security-group',
  needs: ['securityGroups', 'launchTemplate'],
  judge: ({ securityGroups: groups, launchTemplate: { securityGroupIds } }, { paste }) => {
    const gone = securityGroupIds.filter((wanted) => !groups.some(({ id }) => id === wanted));
    if (gone.length > 0)
      return failure(
        `${gone.join(', ')} is gone: nothing can be launched`,
        `Name another with SEMAPHORE_AGENT_SECURITY_GROUP_ID, or none and let the stack make one; then: ${paste('deploy')}`,
      );
    return groups.some(({ egressRules }) => egressRules > 0)
      ? ok(groups.map(({ id }) => id).join(', '))
      : failure(
          `${groups.map(({ id }) => id).join(', ')} lets nothing out: agents cannot reach Semaphore`,
          'Allow egress to port 443, at least',
        );
  },
});
