import { groupNamePrefix, ON_DEMAND_GROUP_ID, onDemandGroupName } from '@agent-aws-stack/contract';
import type { Resource } from './template-reader.ts';

/** The ARN that a resource has after the deployment, with its given name or the one that CloudFormation generates. */
export function physicalArn(stackName: string, logicalId: string, { Type, Properties }: Resource): string {
  const nameOf = (id: string): string => generatedName(stackName, id);
  const regional = 'us-east-1:111111111111';
  const global = ':111111111111';
  switch (Type) {
    case 'AWS::AutoScaling::AutoScalingGroup':
      return `arn:aws:autoscaling:${regional}:autoScalingGroup:1234:autoScalingGroupName/${String(Properties['AutoScalingGroupName'] ?? nameOf(logicalId))}`;
    case 'AWS::AutoScaling::LifecycleHook':
    case 'AWS::AutoScaling::ScheduledAction': {
      // IAM checks actions on a hook or a scheduled action with the ARN of the group: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2autoscaling.html
      const group = referenced(Properties['AutoScalingGroupName']);
      const name =
        group === ON_DEMAND_GROUP_ID ? onDemandGroupName(groupNamePrefix(stackName)) : nameOf(group);
      return `arn:aws:autoscaling:${regional}:autoScalingGroup:1234:autoScalingGroupName/${name}`;
    }
    case 'AWS::CloudWatch::Alarm':
      return `arn:aws:cloudwatch:${regional}:alarm:${String(Properties['AlarmName'])}`;
    case 'AWS::CloudWatch::Dashboard':
      return `arn:aws:cloudwatch:${global}:dashboard/${String(Properties['DashboardName'])}`;
    case 'AWS::EC2::LaunchTemplate':
      return `arn:aws:ec2:${regional}:launch-template/lt-0123456789abcdef0`;
    case 'AWS::EC2::SecurityGroup':
      return `arn:aws:ec2:${regional}:security-group/sg-0123456789abcdef0`;
    case 'AWS::Events::Rule':
      return `arn:aws:events:${regional}:rule/${nameOf(logicalId)}`;
    case 'AWS::IAM::InstanceProfile':
      return `arn:aws:iam:${global}:instance-profile/${nameOf(logicalId)}`;
    case 'AWS::IAM::Policy':
      return `arn:aws:iam:${global}:role/${nameOf((Properties['Roles'] as { Ref: string }[])[0]!.Ref)}`;
    case 'AWS::IAM::Role':
      return `arn:aws:iam:${global}:role/${nameOf(logicalId)}`;
    case 'AWS::Lambda::Function':
      return `arn:aws:lambda:${regional}:function:${nameOf(logicalId)}`;
    case 'AWS::Lambda::EventInvokeConfig':
    case 'AWS::Lambda::Permission':
      return `arn:aws:lambda:${regional}:function:${nameOf(referenced(Properties['FunctionName']))}`;
    case 'Custom::AZRebalanceSuspension':
      return `arn:aws:lambda:${regional}:function:${nameOf(referenced(Properties['ServiceToken']))}`;
    case 'AWS::Logs::LogGroup':
      return `arn:aws:logs:${regional}:log-group:${String(Properties['LogGroupName'])}`;
    case 'AWS::Logs::QueryDefinition':
      return 'query definitions have no ARN';
    case 'AWS::ResourceGroups::Group':
      return `arn:aws:resource-groups:${regional}:group/${stackName}`;
    case 'AWS::SSM::Parameter':
      return `arn:aws:ssm:${regional}:parameter/${String(Properties['Name'])}`;
    default:
      throw new RangeError(`no ARN known for ${Type}`);
  }
}

/** The name that CloudFormation generates: `<stack>-<logical id>-<random>`, here with its first two parts cut to 24 characters each. It is assumed that CloudFormation cuts neither to fewer. */
const generatedName = (stackName: string, logicalId: string): string =>
  `${stackName.slice(0, 24)}-${logicalId.slice(0, 24)}-1A2B3C4D5E6F`;

/** The logical id in a Ref or an Fn::GetAtt. */
function referenced(value: unknown): string {
  const { Ref: ref, 'Fn::GetAtt': attribute } = value as { Ref?: string; 'Fn::GetAtt'?: [string, string] };
  return ref ?? attribute?.[0] ?? '';
}
