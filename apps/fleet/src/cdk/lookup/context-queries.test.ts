import { expect, it } from '@jest/globals';
import { imageName } from '@agent-aws-stack/ami-hash';
import { installation } from '@agent-aws-stack/installation';
import { fleetParameters } from '../../testing/fleet-file.ts';
import { fleetsOf } from '../../testing/preflight-problems.ts';
import { contextQueries } from './context-queries.ts';

const PLACE = { account: '111111111111', region: 'eu-west-1' };
const vpcKey = (filter: string) =>
  `vpc-provider:account=111111111111:filter.${filter}:region=eu-west-1:returnAsymmetricSubnets=true`;
const built = { SEMAPHORE_AGENT_AMI: '', SEMAPHORE_AGENT_OS: 'ubuntu-noble' };

// These keys must be those in apps/infra/src/testing/context.ts, with which the tests of apps/infra synthesize.
it('contextQueries returns each lookup of several fleets once, with the key that the CDK gives it', () => {
  const name = imageName({ os: 'ubuntu-noble', arch: 'x86_64', root: installation.root });
  const ownVpc = { SEMAPHORE_AGENT_VPC_ID: 'vpc-0a0a0a0a', SEMAPHORE_AGENT_SUBNETS: 'subnet-0a0a0a0a' };
  const fleets = fleetsOf(
    fleetParameters('one', built),
    fleetParameters('two', { ...built, ...ownVpc }),
    fleetParameters('own-image'),
  );
  expect(contextQueries(fleets, PLACE)).toEqual([
    { kind: 'vpc', key: vpcKey('isDefault=true'), vpcId: undefined },
    {
      kind: 'image',
      key: `ami:account=111111111111:filters.image-type.0=machine:filters.name.0=${name}:filters.state.0=available:owners.0=111111111111:region=eu-west-1`,
      name,
    },
    { kind: 'vpc', key: vpcKey('vpc-id=vpc-0a0a0a0a'), vpcId: 'vpc-0a0a0a0a' },
  ]);
});
