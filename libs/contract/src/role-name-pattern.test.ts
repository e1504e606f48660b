import { expect, it } from '@jest/globals';
import { JOB_ROLE_ID, LOGICAL_IDS } from './logical-ids.ts';
import { instanceRolePattern } from './role-name-pattern.ts';

const RANDOM = '1A2B3C4D5E6F';
const long = 'linux-ci-of-the-payments-team';

it.each([
  ['of its fleet', 'ci', `ci-${LOGICAL_IDS.instanceRole}-${RANDOM}`, true],
  [
    'of a long stack name, which is cut',
    long,
    `${long.slice(0, 23)}-${LOGICAL_IDS.instanceRole}-${RANDOM}`,
    true,
  ],
  ['whose id is cut to 24 characters', 'ci', `ci-${LOGICAL_IDS.instanceRole.slice(0, 24)}-${RANDOM}`, true],
  ['of the jobs', 'ci', `ci-${JOB_ROLE_ID}-${RANDOM}`, false],
  ['of the jobs, whose id is cut', 'ci', `ci-${JOB_ROLE_ID.slice(0, 24)}-${RANDOM}`, false],
  ['of the scaler', 'ci', `ci-${LOGICAL_IDS.scalerRole}-${RANDOM}`, false],
  ['of another fleet', 'ci', `lab-ci-${LOGICAL_IDS.instanceRole}-${RANDOM}`, false],
])(
  "the pattern of a fleet's instance role matches only that role: the role %s",
  (_, stackName, role, matches) => {
    const pattern = new RegExp(`^${instanceRolePattern(stackName).replaceAll('*', '.*')}$`);
    expect(pattern.test(role)).toBe(matches);
  },
);
