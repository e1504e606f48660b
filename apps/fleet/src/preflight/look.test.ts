import { expect, it } from '@jest/globals';
import { FakeSite } from '../testing/fake-site.ts';
import { fleetParameters } from '../testing/fleet-file.ts';
import { fleetsOf, lookAt } from '../testing/look-at.ts';

const two = fleetsOf(
  ...['linux', 'mac'].map((name) =>
    fleetParameters(name, { SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token' }),
  ),
);

it('finds nothing missing where all is there', async () => {
  expect(await lookAt(new FakeSite(), two)).toEqual([]);
});

it('tells a token once that several fleets read', async () => {
  const site = new FakeSite();
  site.missing.add('/ci/token');
  expect(await lookAt(site, two)).toEqual([
    {
      problem: 'there is no parameter /ci/token: without its token no agent of linux, mac registers',
      remedy: "Store the agent type's token: npm run fleet -- token put --fleet linux --profile ops",
      certain: true,
    },
  ]);
});

it('tells what may not be looked at as uncertain, with the right that is missing', async () => {
  const site = new FakeSite();
  site.denied.add('GetParameter');
  expect(await lookAt(site, two)).toEqual([
    {
      problem: expect.stringMatching(/^not looked for: ssm:GetParameter on parameter \/cdk-bootstrap\//),
      remedy: expect.stringContaining('Allow ssm:GetParameter'),
      certain: false,
    },
  ]);
});
