import { defineCheck } from '../check.ts';
import { failure, ok, warning } from '../finding.ts';
import { egressProblems } from '../../../observe/egress-problems.ts';

const EVERYONE = ['0.0.0.0/0', '::/0'];

export const NETWORK_CHECKS = [
  defineCheck({
    name: 'security-group',
    needs: ['securityGroups', 'launchTemplate'],
    judge: ({ securityGroups: groups, launchTemplate: { securityGroupIds } }, { fullCommand }) => {
      const gone = securityGroupIds.filter((wanted) => !groups.some(({ id }) => id === wanted));
      if (gone.length > 0)
        return failure(
          `${gone.join(', ')} is gone, so nothing can be launched`,
          `Name another with SEMAPHORE_AGENT_SECURITY_GROUP_ID, or none, so that the stack makes one; then: ${fullCommand('deploy')}`,
        );
      const ids = groups.map(({ id }) => id).join(', ');
      return groups.some(({ egressRules }) => egressRules > 0)
        ? ok(ids)
        : failure(
            `${ids} allows no outbound traffic, so agents cannot reach Semaphore`,
            'Allow at least outbound traffic to port 443',
          );
    },
  }),

  defineCheck({
    name: 'ssh-ingress',
    needs: ['securityGroups'],
    judge: ({ securityGroups }) => {
      const ranges = securityGroups.flatMap(({ sshFrom }) => sshFrom);
      return ranges.some((range) => EVERYONE.includes(range))
        ? warning(
            'SSH is open to the whole Internet',
            'Name only the ranges that need it in SEMAPHORE_AGENT_SSH_INGRESS_CIDRS, or unset that and use Session Manager',
          )
        : ok(ranges.length === 0 ? 'closed' : `from ${ranges.join(', ')}`);
    },
  }),

  defineCheck({
    name: 'subnet-addresses',
    needs: ['subnets', 'group'],
    judge: ({ subnets, group: { max, instances } }) => {
      const free = subnets.reduce((sum, { freeAddresses }) => sum + freeAddresses, 0);
      const needed = Math.max(0, max - instances.length);
      const remedy = 'Name more or larger subnets with SEMAPHORE_AGENT_SUBNETS';
      if (needed > 0 && free === 0) return failure('no address is free, so nothing can be launched', remedy);
      return free < needed
        ? warning(`${free} addresses are free, but ${needed} more instances may be launched`, remedy)
        : ok(`${free} addresses are free in ${subnets.length} subnets`);
    },
  }),

  defineCheck({
    name: 'subnet-egress',
    needs: ['subnets'],
    judge: ({ subnets }) => {
      const problems = egressProblems(subnets, ({ publicAddresses }) => publicAddresses);
      if (problems.length === 0) return ok(`all ${subnets.length} subnets reach the Internet`);
      const result = problems.length === subnets.length ? failure : warning;
      return result(
        problems.join('; '),
        'To reach Semaphore, agents there need a NAT gateway or, in a public subnet, public addresses on launch',
      );
    },
  }),
];
