import { expect, it } from '@jest/globals';
import { FakeSite } from '../testing/fake-site.ts';
import { fleetParameters } from '../testing/fleet-file.ts';
import { fleetsOf, preflightProblems } from '../testing/preflight-problems.ts';

const two = fleetsOf(
  ...['linux', 'mac'].map((name) =>
    fleetParameters(name, { SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token' }),
  ),
);

it('finds no problem if nothing is missing', async () => {
  expect(await preflightProblems(new FakeSite(), two)).toEqual([]);
});

it('reports the missing token of several fleets once', async () => {
  const site = new FakeSite();
  site.missing.add('/ci/token');
  expect(await preflightProblems(site, two)).toEqual([
    {
      problem:
        'there is no parameter /ci/token: without the token in it, no agent of linux, mac can register',
      remedy: "Store the agent type's token: npm run fleet -- token put --fleet linux --profile ops",
      certain: true,
    },
  ]);
});

it('reports a refused lookup as uncertain, with the missing permission', async () => {
  const site = new FakeSite();
  site.denied.add('GetParameter');
  expect(await preflightProblems(site, two)).toEqual([
    {
      problem: expect.stringMatching(/^not checked: ssm:GetParameter on parameter \/cdk-bootstrap\//),
      remedy: expect.stringContaining('Allow ssm:GetParameter'),
      certain: false,
    },
  ]);
});
