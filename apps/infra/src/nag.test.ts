import { describe, expect, it } from '@jest/globals';
import { AwsSolutionsChecks } from 'cdk-nag';
import { FLEETS } from './testing/fleets.ts';
import { appOf, inTemporaryFolder } from './testing/synthesize.ts';

describe("cdk-nag's AwsSolutions rules", () => {
  it.each(FLEETS)('find nothing in fleet $name but what the code acknowledges', (fleet) => {
    const findings = inTemporaryFolder((outdir) => {
      const app = appOf(fleet, { outdir });
      const { violations } = new AwsSolutionsChecks(app).validateScope(app);
      return violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => `${constructPath} ${ruleName}`),
      );
    });
    expect(findings).toEqual([]);
  });
});
