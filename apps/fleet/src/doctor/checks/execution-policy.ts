import { bootstrapCommand } from '../../cdk/qualifier.ts';
import { defineCheck } from '../check.ts';
import { ok, warning } from '../finding.ts';

export const executionPolicy = defineCheck({
  name: 'execution-policy',
  needs: ['qualifier', 'executionPolicy'],
  judge: ({ qualifier, executionPolicy: policy }, { paste }) => {
    const remedy = `Put the policy of this version in place: ${paste(bootstrapCommand(qualifier))}`;
    if (policy === undefined)
      return warning("no policy of this project: CloudFormation's role has rights of another origin", remedy);
    return policy.current
      ? ok(`${policy.name}, as in this version`)
      : warning(
          `${policy.name} is not that of this version`,
          `Leave a policy of your own, which may well differ. ${remedy}`,
        );
  },
});
