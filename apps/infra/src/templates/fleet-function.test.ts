import { describe, expect, it } from '@jest/globals';
import { fleetNames } from '../testing/fleets.ts';
import { templateOf } from '../testing/synthesize.ts';

const functions = (fleet: string) => templateOf(fleet).ofType('AWS::Lambda::Function');
const logGroups = (fleet: string) => templateOf(fleet).ofType('AWS::Logs::LogGroup');

describe("the fleet's Lambdas", () => {
  it.each(fleetNames)('are three, or two without a scaler (%s)', (fleet) => {
    expect(functions(fleet)).toHaveLength(fleet === 'no-dynamic-scaling' ? 2 : 3);
  });

  it.each([
    ['plain', 'arm64'],
    ['govcloud', 'x86_64'],
  ])('of fleet %s run on Node 24 and %s', (fleet, architecture) => {
    for (const { Properties } of functions(fleet)) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: [architecture],
        Handler: 'index.handler',
        MemorySize: 128,
      });
    }
  });

  it.each([
    ['plain', 30],
    ['scaler-settings', 7],
  ])(
    'of fleet %s have log groups of their own, kept for %i days and deleted with the stack',
    (fleet, days) => {
      expect(logGroups(fleet).map(({ Properties }) => Properties['LogGroupName'])).toEqual(
        expect.arrayContaining([
          `/aws/lambda/${fleet}/agent-scaler`,
          `/aws/lambda/${fleet}/ssh-keys-updater`,
          `/aws/lambda/${fleet}/az-rebalance-suspender`,
        ]),
      );
      for (const group of logGroups(fleet)) {
        expect(group).toMatchObject({ DeletionPolicy: 'Delete', Properties: { RetentionInDays: days } });
      }
      const logging = functions(fleet).map(({ Properties }) => Properties['LoggingConfig']);
      expect(new Set(logging.map((each) => JSON.stringify(each))).size).toBe(3);
    },
  );

  it("encrypt their logs with the user's key, if there is one", () => {
    const keys = (fleet: string) => logGroups(fleet).map(({ Properties }) => Properties['KmsKeyId']);
    const key = 'arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    expect(keys('guarded')).toEqual([key, key, key]);
    expect(keys('plain')).toEqual([undefined, undefined, undefined]);
  });

  it.each(fleetNames)('may write log lines but not create log groups (%s)', (fleet) => {
    const template = templateOf(fleet);
    const roles = template
      .ofType('AWS::IAM::Role')
      .filter(({ Properties }) =>
        JSON.stringify(Properties['AssumeRolePolicyDocument']).includes('lambda.amazonaws.com'),
      );
    expect(roles).toHaveLength(functions(fleet).length);
    for (const { Properties } of roles) expect(Properties).not.toHaveProperty('ManagedPolicyArns');
    const lambdaPolicies = Object.keys(template.resources).filter(
      (id) =>
        template.resource(id).Type === 'AWS::IAM::Policy' &&
        !/^(?:instanceProfilePolicy|InstanceRoleLaunchPolicy|JobRole)/.test(id),
    );
    for (const id of lambdaPolicies) {
      expect(template.statement(id, 'WriteLogs')).toMatchObject({
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/LogGroup/), 'Arn'] },
      });
      expect(JSON.stringify(template.statements(id))).not.toContain('logs:CreateLogGroup');
    }
  });

  it.each(['scalerLambdaEE0B7FDF', 'sshKeysUpdaterLambda1B004349'])(
    'are created after their policy (%s)',
    (id) => {
      const { DependsOn } = templateOf('own-vpc').resource(id);
      expect(DependsOn).toContainEqual(expect.stringMatching(/Policy/));
    },
  );
});
