import type { Environment } from '../sources/environment.ts';
import { rule, when } from './rule.ts';
import type { Rule } from './rule.ts';

/** Regions outside of the partition `aws`: China, GovCloud, the isolated ones and the European Sovereign Cloud. */
const OTHER_PARTITION = /^(?:cn|us-gov|us-iso[a-z]?|eu-iso[a-z]?|eusc)-/;

/** What a region does not have. The region is known only as far as the environment names it, as the CDK CLI does. */
export function regionRules(env: Environment): readonly Rule[] {
  const region =
    env['CDK_DEPLOY_REGION'] || env['CDK_DEFAULT_REGION'] || env['AWS_REGION'] || env['AWS_DEFAULT_REGION'];
  if (region === undefined || !OTHER_PARTITION.test(region)) return [];
  return [
    // The hub's self_hosted_hub/pkg/aws/aws.go takes https://sts.amazonaws.com and arn:aws:sts:: alone.
    rule(['SEMAPHORE_AGENT_USE_PRE_SIGNED_URL'], ({ SEMAPHORE_AGENT_USE_PRE_SIGNED_URL: isWanted }) =>
      when(isWanted, {
        key: 'SEMAPHORE_AGENT_USE_PRE_SIGNED_URL',
        expected: `false, as the region is ${region}: Semaphore knows roles of the partition aws alone, so no agent could register`,
      }),
    ),
  ];
}
