import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { loadFleets } from '@agent-aws-stack/config';
import { SSMClient } from '@aws-sdk/client-ssm';
import { expect, it } from '@jest/globals';
import { FakeSite } from '../testing/fake-site.ts';
import { fleetParameters } from '../testing/fleet-file.ts';
import { lacksOf } from './look.ts';

const identity = { account: '111111111111', region: 'eu-west-1', partition: 'aws', principal: 'user/ops' };
const { fleets } = loadFleets({
  env: { SEMAPHORE_AGENT_STACK_CONFIG: 'fleets.json' },
  readFile: () =>
    JSON.stringify({
      fleets: ['linux', 'mac'].map((name) =>
        fleetParameters(name, { SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token' }),
      ),
    }),
});

async function look(site: FakeSite) {
  await using server = await AwsServer.start(site.around((_, reply) => reply.fail('InvalidAction', 'no')));
  const ssm = new SSMClient({
    endpoint: server.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  return await lacksOf({ ssm }, fleets, { identity, typed: { profile: 'ops' } });
}

it('finds nothing missing where all is there', async () => {
  expect(await look(new FakeSite())).toEqual([]);
});

it('tells a token once that several fleets read', async () => {
  const site = new FakeSite();
  site.missing.add('/ci/token');
  expect(await look(site)).toEqual([
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
  expect(await look(site)).toEqual([
    {
      problem: expect.stringMatching(/^not looked for: ssm:GetParameter on parameter \/cdk-bootstrap\//),
      remedy: expect.stringContaining('Allow ssm:GetParameter'),
      certain: false,
    },
  ]);
});
