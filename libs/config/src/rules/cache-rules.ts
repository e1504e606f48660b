import { parameters } from '../parameters/index.ts';
import { when } from './rule.ts';
import type { Rule } from './rule.ts';

/**
 * The inline policies of a role may have 10,240 characters. Each project adds its id and the bucket's name, about 160 characters.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const MAX_PROJECTS = 25;

export const cacheRules: readonly Rule[] = [
  ({ agent: { cacheProjectIds } }) =>
    when(cacheProjectIds.length > MAX_PROJECTS, {
      parameter: parameters.agent.cacheProjectIds,
      expected: `at most ${MAX_PROJECTS} ids, because IAM limits the size of a role's policies`,
    }),
];
