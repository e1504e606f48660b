import { describe, expect, it } from '@jest/globals';
import { kebab, problemOfAwsLine } from './aws-cli.ts';
import { awsLines } from './aws-line.ts';

const problems = async (shell: string) => {
  const all = await Promise.all(awsLines(shell).map(problemOfAwsLine));
  return all.filter((problem) => problem !== undefined);
};

describe('awsLines', () => {
  it('finds command lines that are continued, in substitutions or after pipes, and stops at their end', () => {
    const text = [
      'ID=$(aws ec2 describe-images --owners self \\',
      "  --filters 'Name=name,Values=a b;c' --output text) && aws sts get-caller-identity # who",
      'aws logs delete-log-group --log-group-name "/a/$b"; done',
      'aws lambda invoke --function-name <the function> out.json > log',
    ].join('\n');
    expect(awsLines(text)).toEqual([
      {
        service: 'ec2',
        command: 'describe-images',
        args: ['--owners', 'self', '--filters', 'Name=name,Values=a b;c', '--output', 'text'],
      },
      { service: 'sts', command: 'get-caller-identity', args: [] },
      { service: 'logs', command: 'delete-log-group', args: ['--log-group-name', '/a/$b'] },
      { service: 'lambda', command: 'invoke', args: ['--function-name', '<the function>', 'out.json'] },
    ]);
  });

  it.each<[string, readonly string[]]>([
    ['aws --region us-east-1 sns subscribe --topic-arn t', ['--region', 'us-east-1', '--topic-arn', 't']],
    ['aws --region=us-east-1 sns subscribe', ['--region=us-east-1']],
    ['aws --debug --profile <the profile> sns subscribe', ['--debug', '--profile', '<the profile>']],
    [`aws --no-cli-pager --query 'a b' sns subscribe | cat`, ['--no-cli-pager', '--query', 'a b']],
    ['aws  sns  subscribe', []],
  ])('finds the service after the options: %s', (line, args) => {
    expect(awsLines(line)).toEqual([{ service: 'sns', command: 'subscribe', args }]);
  });
});

describe('problemOfAwsLine', () => {
  it.each([
    'aws sts get-caller-identity',
    'aws autoscaling set-desired-capacity --auto-scaling-group-name g --desired-capacity 3 --no-honor-cooldown',
    'aws logs tail /semaphore/agent --follow --since 10m --region eu-west-1',
    'aws events list-rules --query Rules[0] --output text',
    'aws cloudformation wait stack-delete-complete --stack-name CDKToolkit',
    'aws ssm start-session',
    'aws sns subscribe --topic-arn t --protocol email --notification-endpoint a@example.com',
    'aws ssm put-parameter …',
  ])('accepts %s', async (line) => {
    expect(await problems(line)).toEqual([]);
  });

  it.each([
    [
      'aws autoscalling describe-tags',
      'aws autoscalling: tools/package.json has no SDK client for this service',
    ],
    ['aws ec2 describe-image', 'aws ec2 describe-image: no such command'],
    ['aws ec2 describe-images --owner self', 'aws ec2 describe-images: no option --owner'],
    ['aws --regoin x ec2 describe-images', 'aws ec2 describe-images: no option --regoin'],
    ['aws --region x ec2 describe-image', 'aws ec2 describe-image: no such command'],
    ['aws logs tail x --folow', 'aws logs tail: no option --folow'],
    ['aws cloudformation wait stack-gone', 'aws cloudformation wait stack-gone: no such waiter'],
    [
      'aws autoscaling set-desired-capacity --auto-scaling-group-name g',
      'aws autoscaling set-desired-capacity: --desired-capacity is missing',
    ],
  ])('reports the problem of %s', async (line, problem) => {
    expect(await problems(line)).toEqual([problem]);
  });
});

it.each([
  ['AutoScalingGroupName', 'auto-scaling-group-name'],
  ['DescribeVpcs', 'describe-vpcs'],
  ['logGroupNamePrefix', 'log-group-name-prefix'],
  ['KMSKeyId', 'kms-key-id'],
])('the CLI spells the API name %s as %s', (name, spelled) => expect(kebab(name)).toBe(spelled));
