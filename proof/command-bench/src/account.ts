import { readFile } from 'node:fs/promises';
import { AwsServer, type AwsAnswer } from '@agent-aws-stack/aws-clients/testing';

export const ACCOUNT = '111111111111';
export const REGION = 'us-east-1';
export const IMAGE = 'ami-0123456789abcdef0';
export const STACK = 'bench';

/** What the CDK CLI would look up and cache: the default VPC. */
export const CONTEXT = {
  [`vpc-provider:account=${ACCOUNT}:filter.isDefault=true:region=${REGION}:returnAsymmetricSubnets=true`]: {
    vpcId: 'vpc-0d0d0d0d',
    vpcCidrBlock: '10.0.0.0/16',
    ownerAccountId: ACCOUNT,
    availabilityZones: [],
    subnetGroups: [
      {
        name: 'Public',
        type: 'Public',
        subnets: ['a', 'b', 'c'].map((zone, index) => ({
          subnetId: `subnet-0d0d0d0${zone}`,
          cidr: `10.0.${index}.0/24`,
          availabilityZone: `${REGION}${zone}`,
          routeTableId: 'rtb-0d0d0d0d',
        })),
      },
    ],
  },
};

/** Starts a fake AWS account in which the fleet is deployed, with the template in `templateFile`. The account answers without delay. */
export function startAccount(templateFile: string): Promise<AwsServer> {
  const answers: Readonly<Record<string, (reply: Parameters<AwsAnswer>[1]) => void | Promise<void>>> = {
    GetCallerIdentity: (reply) => reply.ok({ Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:user/ops` }),
    GetParameter: (reply) => reply.ok({ Parameter: { Name: 'x', Type: 'String', Value: '28' } }),
    DescribeParameters: (reply) =>
      reply.ok({ Parameters: [{ Name: '/ci/token', Type: 'SecureString', Version: 1 }] }),
    DescribeImages: (reply) =>
      reply.ok({
        imagesSet: [{ imageId: IMAGE, name: 'x', imageState: 'available', architecture: 'x86_64' }],
      }),
    DescribeInstanceTypes: (reply) =>
      reply.ok({
        instanceTypeSet: [
          {
            instanceType: 'm7i.large',
            vCpuInfo: { defaultVCpus: 2 },
            processorInfo: { supportedArchitectures: ['x86_64'] },
          },
        ],
      }),
    DescribeInstanceTypeOfferings: (reply) =>
      reply.ok({ instanceTypeOfferingSet: [{ instanceType: 'm7i.large', location: `${REGION}a` }] }),
    DescribeSubnets: (reply) =>
      reply.ok({
        subnetSet: [
          {
            ...{ subnetId: 'subnet-0d0d0d0a', vpcId: 'vpc-0d0d0d0d' },
            ...{ availabilityZone: `${REGION}a`, mapPublicIpOnLaunch: true },
          },
        ],
      }),
    DescribeRouteTables: (reply) =>
      reply.ok({
        routeTableSet: [
          {
            ...{ vpcId: 'vpc-0d0d0d0d', associationSet: [{ main: true }] },
            routeSet: [{ destinationCidrBlock: '0.0.0.0/0', gatewayId: 'igw-1' }],
          },
        ],
      }),
    ListServiceQuotas: (reply) => reply.ok({ Quotas: [] }),
    GetMetricData: (reply) => reply.ok({ MetricDataResults: [] }),
    DescribeStacks: (reply) => reply.ok({ Stacks: [{ StackName: STACK, StackStatus: 'UPDATE_COMPLETE' }] }),
    GetTemplate: async (reply) => reply.ok({ TemplateBody: await readFile(templateFile, 'utf8') }),
    DescribeStackResource: (reply) =>
      reply.ok({ StackResourceDetail: { PhysicalResourceId: STACK, LogicalResourceId: 'x' } }),
    DescribeAutoScalingGroups: (reply) =>
      reply.ok({
        AutoScalingGroups: [
          { AutoScalingGroupName: STACK, MinSize: 0, MaxSize: 5, DesiredCapacity: 0, Instances: [] },
        ],
      }),
  };
  return AwsServer.start(({ action }, reply) => {
    const answer = answers[action];
    if (answer === undefined) reply.fail('InvalidAction', action);
    else void answer(reply);
  });
}
