import { AwsServer, type AwsAnswer } from '@agent-aws-stack/aws-clients/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { awsClients } from '../../aws/clients.ts';
import { lookUpAll } from './look-up.ts';
import { lookupAccess } from './lookup-access.ts';
import type { ContextQuery } from './context-queries.ts';

const ROLE = 'arn:aws:iam::111111111111:role/cdk-agents-lookup-role-111111111111-eu-west-1';
const DEFAULT_VPC: ContextQuery = { key: 'vpc', kind: 'vpc', vpcId: undefined };
const IMAGE: ContextQuery = { key: 'image', kind: 'image', name: 'agent' };
const EXAMPLE_VPC = {
  vpcId: 'vpc-1',
  vpcCidrBlock: '10.0.0.0/16',
  ownerAccountId: '111111111111',
  availabilityZones: [],
  subnetGroups: [
    {
      name: 'Public',
      type: 'Public',
      subnets: [
        { subnetId: 'subnet-1', cidr: '10.0.0.0/24', availabilityZone: 'eu-west-1a', routeTableId: 'rtb-1' },
      ],
    },
  ],
};

/** The access key ids that EC2 accepts. */
let allowed: string[];
let vpcs: object[];
let images: object[];
let assumable: boolean;

const answer: AwsAnswer = ({ action, accessKeyId }, reply) => {
  if (action === 'AssumeRole') {
    const Credentials = { AccessKeyId: 'role', SecretAccessKey: 'secret', SessionToken: 'token' };
    return assumable ? reply.ok({ Credentials }) : reply.fail('AccessDenied', 'not for you', 403);
  }
  if (!allowed.includes(accessKeyId)) return reply.fail('UnauthorizedOperation', 'you may not', 403);
  switch (action) {
    case 'DescribeVpcs':
      return reply.ok({ vpcSet: vpcs });
    case 'DescribeSubnets':
      return reply.ok({
        subnetSet: [{ subnetId: 'subnet-1', cidrBlock: '10.0.0.0/24', availabilityZone: 'eu-west-1a' }],
      });
    case 'DescribeRouteTables': {
      const routeSet = [{ gatewayId: 'igw-1', destinationCidrBlock: '0.0.0.0/0' }];
      return reply.ok({
        routeTableSet: [{ routeTableId: 'rtb-1', routeSet, associationSet: [{ main: 'true' }] }],
      });
    }
    case 'DescribeVpnGateways':
      return reply.ok({ vpnGatewaySet: [] });
    case 'DescribeImages':
      return reply.ok({ imagesSet: images });
    default:
      return reply.fail('InvalidAction', action);
  }
};

let server: AwsServer;
const before = process.env;
beforeEach(async () => {
  allowed = ['own', 'role'];
  vpcs = [{ vpcId: 'vpc-1', cidrBlock: '10.0.0.0/16', ownerId: '111111111111' }];
  images = [
    { imageId: 'ami-old', creationDate: '2026-01-01T00:00:00.000Z' },
    { imageId: 'ami-new', creationDate: '2026-02-01T00:00:00.000Z' },
  ];
  assumable = true;
  server = await AwsServer.start(answer);
  process.env = { ...before, ...server.environment, AWS_ACCESS_KEY_ID: 'own' };
});
afterEach(async () => {
  process.env = before;
  await server[Symbol.asyncDispose]();
});

function lookUp(queries: readonly ContextQuery[], account = '111111111111') {
  const region = 'eu-west-1';
  const identity = { account: '111111111111', arn: '', partition: 'aws', region, principal: 'user/ops' };
  const clients = awsClients({ AWS_REGION: region });
  return lookUpAll(queries, lookupAccess(clients, { account, identity, qualifier: 'agents' }));
}

const callersOf = (action: string): readonly string[] =>
  server.calls.filter((call) => call.action === action).map(({ accessKeyId }) => accessKeyId);

describe('lookups', () => {
  it('find a VPC and the newest image, with the credentials in use', async () => {
    expect(await lookUp([DEFAULT_VPC, IMAGE])).toEqual({ vpc: EXAMPLE_VPC, image: 'ami-new' });
    expect(callersOf('AssumeRole')).toEqual([]);
  });

  it('ask EC2 for the VPC that a query names', async () => {
    await lookUp([{ ...DEFAULT_VPC, vpcId: 'vpc-1' }]);
    const { input } = server.calls.find(({ action }) => action === 'DescribeVpcs') ?? {};
    expect(input).toMatchObject({ 'Filter.1.Name': 'vpc-id', 'Filter.1.Value.1': 'vpc-1' });
  });

  it("report what is missing, in the CDK's words", async () => {
    vpcs = [];
    images = [];
    expect(await lookUp([DEFAULT_VPC, IMAGE])).toEqual({
      vpc: { $providerError: expect.stringMatching(/^Could not find any VPC/) },
      image: { $providerError: expect.stringMatching(/^No AMI found/) },
    });
  });

  it("use the bootstrap's lookup role if the credentials in use lack the permission", async () => {
    allowed = ['role'];
    expect(await lookUp([DEFAULT_VPC, IMAGE])).toEqual({ vpc: EXAMPLE_VPC, image: 'ami-new' });
    const { input } = server.calls.find(({ action }) => action === 'AssumeRole') ?? {};
    expect(input).toMatchObject({ RoleArn: ROLE });
  });

  it('report the missing EC2 permission if the role cannot be assumed either', async () => {
    allowed = [];
    assumable = false;
    expect(await lookUp([IMAGE])).toEqual({
      image: { $providerError: expect.stringMatching(/^ec2:DescribeImages on image agent: /) },
    });
  });

  it('in another account use only its lookup role', async () => {
    await lookUp([IMAGE], '222222222222');
    expect(callersOf('DescribeImages')).toEqual(['role']);
  });
});
