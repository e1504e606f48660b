import type { Template } from '../../../observe/template.ts';

/** Properties of resources, by logical id. */
export type Properties = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

type Types = Readonly<Record<string, string>>;

const COMMON: Types = {
  autoScalingGroup: 'AWS::AutoScaling::AutoScalingGroup',
  launchTemplateDEE5742D: 'AWS::EC2::LaunchTemplate',
  securityGroup32C48086: 'AWS::EC2::SecurityGroup',
  instanceProfileRole47059124: 'AWS::IAM::Role',
  SemaphoreAgentConfigParameterF91637D0: 'AWS::SSM::Parameter',
  scalerLambdaEE0B7FDF: 'AWS::Lambda::Function',
};
const OF_THE_JAVASCRIPT_STACK: Types = {
  azRebalanceSuspender: 'AWS::CloudFormation::CustomResource',
  scalerLambdaLogRetention878D0B27: 'Custom::LogRetention',
  CDKMetadata: 'AWS::CDK::Metadata',
};
const OF_THIS_PRODUCT: Types = {
  RebalanceSuspenderSuspension19361485: 'Custom::AZRebalanceSuspension',
  ScalerTurn9B312FD9: 'AWS::SSM::Parameter',
};

const PLACED = { autoScalingGroup: { AvailabilityZones: ['eu-west-1a', 'eu-west-1b'] } };

const OLD: Properties = {
  ...PLACED,
  launchTemplateDEE5742D: { LaunchTemplateData: { ImageId: 'ami-0aaaaaaaaaaaaaaaa' } },
  securityGroup32C48086: {
    GroupDescription: 'AwsSemaphoreAgentStack/securityGroup',
    SecurityGroupIngress: [{ CidrIp: '0.0.0.0/0', FromPort: 22, ToPort: 22, IpProtocol: 'tcp' }],
    VpcId: 'vpc-1',
  },
  instanceProfileRole47059124: {
    ManagedPolicyArns: [
      {
        'Fn::Join': [
          '',
          ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/AmazonSSMManagedInstanceCore'],
        ],
      },
      'arn:aws:iam::111111111111:policy/own',
    ],
  },
};

const NEW: Properties = {
  ...PLACED,
  launchTemplateDEE5742D: {
    LaunchTemplateData: { ImageId: 'ami-0aaaaaaaaaaaaaaaa', MetadataOptions: { HttpTokens: 'required' } },
  },
  securityGroup32C48086: { GroupDescription: 'AwsSemaphoreAgentStack/securityGroup', VpcId: 'vpc-1' },
  instanceProfileRole47059124: { ManagedPolicyArns: ['arn:aws:iam::111111111111:policy/own'] },
};

/** The parts of a JavaScript stack that the upgrade check reads, with these properties changed. */
export const javascriptStack = (properties: Properties = {}): Template =>
  templateOf({ ...COMMON, ...OF_THE_JAVASCRIPT_STACK }, { ...OLD, ...properties });

/** The same parts of a stack of this product, with these properties changed. */
export const ownStack = (properties: Properties = {}): Template =>
  templateOf({ ...COMMON, ...OF_THIS_PRODUCT }, { ...NEW, ...properties });

const templateOf = (types: Types, properties: Properties): Template => ({
  Resources: Object.fromEntries(
    Object.entries(types).map(([id, Type]) => [id, { Type, Properties: properties[id] ?? {} }]),
  ),
});
