import { describe, expect, it } from '@jest/globals';
import { templateOf } from '../testing/synthesize.ts';
import type { Resource } from '../testing/template-reader.ts';

/** The logical ids of the JavaScript stack that this stack keeps. They are written out here, so that a change of the code cannot change what the tests expect. */
const ALWAYS = {
  SemaphoreAgentConfigParameterF91637D0: 'AWS::SSM::Parameter',
  autoScalingGroup: 'AWS::AutoScaling::AutoScalingGroup',
  instanceProfilePolicy62AF6D2B: 'AWS::IAM::Policy',
  instanceProfileRole47059124: 'AWS::IAM::Role',
  launchTemplateDEE5742D: 'AWS::EC2::LaunchTemplate',
  launchTemplateProfileB2BF4FB7: 'AWS::IAM::InstanceProfile',
  scalerLambdaEE0B7FDF: 'AWS::Lambda::Function',
  scalerLambdaEventInvokeConfigE655BB6E: 'AWS::Lambda::EventInvokeConfig',
  scalerLambdaPolicy55529EAF: 'AWS::IAM::Policy',
  scalerLambdaRole1D61EB11: 'AWS::IAM::Role',
  scalerRule7E4F6830: 'AWS::Events::Rule',
  securityGroup32C48086: 'AWS::EC2::SecurityGroup',
  sshKeysUpdaterEventRule9491D909: 'AWS::Events::Rule',
  sshKeysUpdaterLambda1B004349: 'AWS::Lambda::Function',
  sshKeysUpdaterParameter4EB9ACDD: 'AWS::SSM::Parameter',
  sshKeysUpdaterRole765585CA: 'AWS::IAM::Role',
  sshKeysUpdaterRolePolicyF5F35E6B: 'AWS::IAM::Policy',
};

/** The types of a fleet's resources, by logical id. Only the given ids are returned. */
const typesOf = (fleet: string, ids: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(templateOf(fleet).resources)
      .filter(([id]) => id in ids)
      .map(([id, { Type }]) => [id, Type]),
  );

describe('logical ids of a fleet that the JavaScript stack deployed', () => {
  it.each([
    ['plain', ALWAYS],
    ['own-vpc', { ...ALWAYS, scalerLambdaSecurityGroupB905E544: 'AWS::EC2::SecurityGroup' }],
    ['macos', { ...ALWAYS, hostResourceGroup: 'AWS::ResourceGroups::Group' }],
  ])('stay the same (%s)', (fleet, expected) => {
    expect(typesOf(fleet, expected)).toEqual(expected);
  });

  it.each([
    ['own-vpc', 'securityGroup32C48086', 'AwsSemaphoreAgentStack/securityGroup'],
    [
      'own-vpc',
      'scalerLambdaSecurityGroupB905E544',
      'Automatic security group for Lambda Function AwsSemaphoreAgentStackscalerLambdaEE224170',
    ],
  ])(
    'belong to security groups with the description of the JavaScript stack, because another description would replace the groups (%s, %s)',
    (fleet, id, description) => {
      expect(templateOf(fleet).properties(id)['GroupDescription']).toBe(description);
    },
  );

  it.each([
    ['instanceProfilePolicy62AF6D2B', 'plain-instance-profile-policy', 'instanceProfileRole47059124'],
    ['scalerLambdaPolicy55529EAF', 'plain-scaler-lambda-policy', 'scalerLambdaRole1D61EB11'],
    ['sshKeysUpdaterRolePolicyF5F35E6B', 'sshKeysUpdater-policy', 'sshKeysUpdaterRole765585CA'],
  ])('belong to policies with the name and the role of the JavaScript stack (%s)', (id, name, role) => {
    expect(templateOf('plain').properties(id)).toMatchObject({ PolicyName: name, Roles: [{ Ref: role }] });
  });

  it('are not used for the rebalance suspender, which gets new ones', () => {
    const { resources, properties } = reader('plain');
    const suspender = Object.keys(resources).filter((id) => /suspen/i.test(id));
    expect(suspender.length).toBeGreaterThanOrEqual(4);
    expect(suspender.filter((id) => id.startsWith('azRebalanceSuspender'))).toEqual([]);
    const policy = suspender.find((id) => resources[id]?.Type === 'AWS::IAM::Policy');
    expect(properties(policy ?? '')['PolicyName']).not.toBe('plain-az-rebalance-suspender-policy');
  });
});

it('the logical ids of the functions are those that `fleet function deploy` looks for', () => {
  const { resources } = reader('plain');
  const functions = Object.keys(resources).filter((id) => resources[id]?.Type === 'AWS::Lambda::Function');
  expect(functions.sort()).toEqual([
    'RebalanceSuspenderLambdaFunction0F66A495',
    'scalerLambdaEE0B7FDF',
    'sshKeysUpdaterLambda1B004349',
  ]);
});

function reader(fleet: string): {
  resources: Readonly<Record<string, Resource>>;
  properties: (id: string) => Readonly<Record<string, unknown>>;
} {
  const template = templateOf(fleet);
  return { resources: template.resources, properties: (id) => template.properties(id) };
}
