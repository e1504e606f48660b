import { REQUIRED_BOOTSTRAP_VERSION } from '../../cdk/required-version.ts';
import { bootstrapCommand } from '../../cdk/qualifier.ts';
import { defineCheck } from '../check.ts';
import { failure, ok } from '../finding.ts';

export const bootstrapVersion = defineCheck({
  name: 'bootstrap-version',
  needs: ['qualifier', 'bootstrapVersion'],
  judge: ({ qualifier, bootstrapVersion: version }, { paste }) => {
    const remedy = `Bootstrap account and region: ${paste(bootstrapCommand(qualifier))}`;
    if (version === undefined) return failure('account and region are not bootstrapped', remedy);
    return version < REQUIRED_BOOTSTRAP_VERSION
      ? failure(`version ${version}, and ${REQUIRED_BOOTSTRAP_VERSION} is the least`, remedy)
      : ok(`version ${version}`);
  },
});
