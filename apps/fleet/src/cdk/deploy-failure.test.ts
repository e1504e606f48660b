import { describe, expect, it } from '@jest/globals';
import { describeDeployFailure, isTrace } from './deploy-failure.ts';

const command = (name: string) => `fleet ${name}`;
const event = (status: string, type: string, name: string, reason = '') =>
  `linux |  3/30 | 12:00:01 PM | ${status.padEnd(20)} | ${type.padEnd(24)} | ${name} ${reason}`;
const log = (reason: string, end = 'ROLLBACK_COMPLETE') =>
  [
    'linux: deploying... [1/1]',
    event('CREATE_IN_PROGRESS', 'AWS::IAM::Role', 'linux/role (role47059124)'),
    event('CREATE_FAILED', 'AWS::SNS::Topic', 'linux/topic (topic1)', 'Resource creation cancelled'),
    event('CREATE_FAILED', 'AWS::Lambda::Function', 'linux/scaler (scalerLambdaEE0B7FDF)', reason),
    '\tnew Function (/home/me/node_modules/aws-cdk-lib/function.js:1:1)',
    '\t \\_ new AgentScaler (/home/me/agent-scaler.ts:3:7)',
    event('CREATE_FAILED', 'AWS::IAM::Policy', 'laterPolicy', 'second'),
    event(end, 'AWS::CloudFormation::Stack', 'linux'),
    '',
    'Failed resources:',
    `linux | 12:00:01 PM | CREATE_FAILED        | AWS::Lambda::Function | linux/scaler (scalerLambdaEE0B7FDF) ${reason}`,
    '❌  linux failed: ToolkitError: The stack named linux failed creation',
    '    at Object.deploy (/home/me/node_modules/aws-cdk/lib/index.js:1:1)',
  ].join('\n');

describe('describeDeployFailure', () => {
  it('names the first resource that failed by itself, its reason, and one command', () => {
    expect(describeDeployFailure(log('no room'), 'linux', command)).toBe(
      [
        '  AWS::Lambda::Function scalerLambdaEE0B7FDF: CREATE_FAILED: no room',
        '  The stack was rolled back.',
        '  Fix the cause, then: fleet deploy',
      ].join('\n'),
    );
  });

  it('names the command that continues a failed rollback', () => {
    const text = describeDeployFailure(log('no room', 'UPDATE_ROLLBACK_FAILED'), 'linux', command);
    expect(text).not.toContain('rolled back');
    expect(text).toMatch(
      /Fix the cause, then: fleet aws cloudformation continue-update-rollback --stack-name linux$/,
    );
  });

  it.each([
    ['role x is not authorized to perform: ec2:CreateTags', /as an administrator: fleet bootstrap$/],
    [
      'role x is not authorized to perform: iam:CreateRole',
      /set SEMAPHORE_AGENT_PERMISSIONS_BOUNDARY_ARN to it\..* as an administrator: fleet bootstrap$/,
    ],
    ['linux-config already exists in stack arn:x', /Delete what exists.*fleet deploy$/],
    ['The maximum number of rules has been reached', /higher quota.*fleet deploy$/],
  ])('names the remedy for the reason: %s', (reason, remedy) => {
    const text = describeDeployFailure(log(reason), 'linux', command);
    expect(text).toMatch(remedy);
    expect(text.match(/fleet \w+/g)).toHaveLength(1);
  });

  it('reads coloured output', () => {
    expect(describeDeployFailure(log('\u001b[31mno room\u001b[39m'), 'linux', command)).toContain(
      'CREATE_FAILED: no room',
    );
  });

  it("shows, if no resource failed, the CLI's summary, or else its output without stack traces", () => {
    const trace = '    at deploy (/x.js:1:1)';
    expect(describeDeployFailure(`a\n❌  linux failed: no bucket\n${trace}`, 'linux', command)).toBe(
      '  linux failed: no bucket',
    );
    expect(describeDeployFailure(`no credentials\n${trace}\n`, 'linux', command)).toBe('  no credentials');
  });
});

it.each([
  ['    at deploy (/x.js:1:1)', true],
  ['\tnew Function (/x.js:1:1)', true],
  ['\t \\_ new Fleet (/x.ts:1:1)', true],
  ['linux: deploying...', false],
])('isTrace(%j) is %s', (line, expected) => expect(isTrace(line)).toBe(expected));
