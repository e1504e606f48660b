import { defineCheck } from '../check.ts';
import { ok, warning } from '../finding.ts';

export const launchTemplate = defineCheck({
  name: 'launch-template',
  needs: ['launchTemplate'],
  judge: ({ launchTemplate: { id, version, latestVersion } }, { paste }) =>
    version === latestVersion
      ? ok(`${id}, version ${version}`)
      : warning(
          `the group launches version ${version} of ${id}, and ${latestVersion} is the latest`,
          `A version made by hand is not used. What a deployment would do: ${paste('plan')}`,
        ),
});
