import { stackHealth } from '../../../observe/stack-health.ts';
import { defineCheck } from '../check.ts';
import { failure, notChecked, notKnownYet, ok, warning } from '../finding.ts';

export const STACK_CHECKS = [
  defineCheck({
    name: 'stack-state',
    needs: ['stack'],
    judge: ({ stack }, { fleet: { stackName }, fullCommand }) => {
      if (stack === undefined)
        return failure(`there is no stack ${stackName}`, `Deploy it: ${fullCommand('deploy')}`);
      const { status, statusReason } = stack;
      const seen = statusReason === undefined ? status : `${status}: ${statusReason}`;
      const health = stackHealth(stack, stackName, fullCommand);
      if (health.verdict === 'ok') return ok(seen);
      return { verdict: health.verdict, seen, remedy: health.remedy };
    },
  }),

  defineCheck({
    name: 'stack-drift',
    needs: ['stack'],
    judge: ({ stack }, { fleet: { stackName }, fullCommand }) => {
      if (stack === undefined) return notChecked(`there is no stack ${stackName}`);
      if (stack.drift === 'DRIFTED')
        return warning(
          'resources were changed outside CloudFormation',
          `Undo the changes, or make them in your configuration. What changed: ${fullCommand(`aws cloudformation describe-stack-resource-drifts --stack-name ${stackName}`)}`,
        );
      return stack.drift === 'IN_SYNC' ? ok('none') : notKnownYet('no drift detection has run');
    },
  }),
];
