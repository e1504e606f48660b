import { describe, expect, it } from '@jest/globals';
import { AwsSolutionsChecks } from 'cdk-nag';
import { FLEETS } from './testing/fleets.ts';
import { appOf, inTemporaryFolder } from './testing/synthesize.ts';

describe("cdk-nag's AwsSolutions rules", () => {
  it.each(FLEETS)('find only what the code acknowledges in fleet $name', (fleet) => {
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
