import { expect, it } from '@jest/globals';
import { FakeSite } from '../testing/fake-site.ts';
import { fleetParameters } from '../testing/fleet-file.ts';
import { fleetsOf, preflightProblems } from '../testing/preflight-problems.ts';

const fleets = fleetsOf(fleetParameters('linux', {}));
const PREFIX = 'arn:aws:iam::111111111111:policy/agent-aws-stack-execution-policy';

it.each<[string, readonly string[], readonly object[]]>([
  ['with the policies of this version only', [PREFIX], []],
  ['with policies of its own only', [PREFIX, `${PREFIX}-resources`], []],
  [
    'with the policy of earlier versions only',
    [`${PREFIX}-resources`],
    [
      {
        problem: expect.stringMatching(/^account 111111111111 was bootstrapped by an earlier version/),
        remedy: expect.stringContaining('npm run fleet -- bootstrap'),
        certain: false,
      },
    ],
  ],
])('reports a bootstrap %s', async (_, absent, problems) => {
  const site = new FakeSite();
  for (const arn of absent) site.region.absent.add(arn);
  expect(await preflightProblems(site, fleets)).toEqual(problems);
});
