import { defineCheck } from '../check.ts';
import { failure, ok } from '../finding.ts';

/** What the stacks of this version of the CDK ask for. */
const REQUIRED_VERSION = 6;

export const bootstrapVersion = defineCheck({
  name: 'bootstrap-version',
  needs: ['bootstrapVersion'],
  judge: ({ bootstrapVersion: version }, { paste }) => {
    const remedy = `Bootstrap account and region: ${paste('bootstrap')}`;
    if (version === undefined) return failure('account and region are not bootstrapped', remedy);
    return version < REQUIRED_VERSION
      ? failure(`version ${version}, and ${REQUIRED_VERSION} is the least`, remedy)
      : ok(`version ${version}`);
  },
});
