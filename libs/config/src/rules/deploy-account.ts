import { show } from '../problems/problem.ts';
import type { Problem } from '../problems/problem.ts';
import type { Environment } from '../sources/environment.ts';

const KEY = 'CDK_DEPLOY_ACCOUNT';

/** The problems of CDK_DEPLOY_ACCOUNT. An empty variable counts as not set. */
export function accountProblems({ [KEY]: account }: Environment): readonly Problem[] {
  if (!account || /^\d{12}$/.test(account)) return [];
  const digits = account.replaceAll(/[\s-]/g, '');
  return [
    {
      key: KEY,
      fleet: undefined,
      place: 'environment',
      given: show(account),
      expected: 'an AWS account id of 12 digits',
      suggestion: /^\d{12}$/.test(digits) ? digits : undefined,
    },
  ];
}
