import { parameters } from '../parameters/index.ts';
import type { Environment } from '../sources/environment.ts';
import { deployRegion } from './deploy-region.ts';
import { when } from './rule.ts';
import type { Rule } from './rule.ts';

/** Regions outside of the partition `aws`: China, GovCloud, the isolated ones and the European Sovereign Cloud. */
const OTHER_PARTITION = /^(?:cn|us-gov|us-iso[a-z]?|eu-iso[a-z]?|eusc)-/;

/** Rules about features that a region lacks. The region is known only if an environment variable names it. */
export function regionRules(env: Environment): readonly Rule[] {
  const region = deployRegion(env)?.region;
  if (region === undefined || !OTHER_PARTITION.test(region)) return [];
  return [
    // Semaphore's self_hosted_hub/pkg/aws/aws.go accepts https://sts.amazonaws.com and arn:aws:sts:: only.
    ({ agent }) =>
      when(agent.usePreSignedUrl, {
        parameter: parameters.agent.usePreSignedUrl,
        expected: `false, because the region is ${region}: Semaphore accepts roles of the partition aws only, so no agent could register`,
      }),
  ];
}
