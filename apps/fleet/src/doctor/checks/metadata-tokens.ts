import { defineCheck } from '../check.ts';
import { ok, warning } from '../finding.ts';

export const metadataTokens = defineCheck({
  name: 'metadata-tokens',
  needs: ['launchTemplate'],
  judge: ({ launchTemplate: { tokensRequired } }, { paste }) =>
    tokensRequired
      ? ok('IMDSv2 is required')
      : warning(
          'IMDSv1 still answers: a job that can be made to fetch an address gives away the role',
          `Deploy this version, whose launch template requires IMDSv2: ${paste('deploy')}`,
        ),
});
