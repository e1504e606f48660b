import { describe, expect, it } from '@jest/globals';
import { deployEnvironment } from './environment.ts';

const deploy = { CDK_DEPLOY_ACCOUNT: '111111111111', CDK_DEPLOY_REGION: 'eu-west-1' };
const credentials = { CDK_DEFAULT_ACCOUNT: '222222222222', CDK_DEFAULT_REGION: 'us-east-1' };

describe('deployEnvironment', () => {
  it.each([
    [
      { ...deploy, ...credentials },
      { account: '111111111111', region: 'eu-west-1' },
    ],
    [credentials, { account: '222222222222', region: 'us-east-1' }],
    [
      { ...credentials, CDK_DEPLOY_REGION: 'eu-west-1' },
      { account: '222222222222', region: 'eu-west-1' },
    ],
    [
      { ...credentials, CDK_DEPLOY_ACCOUNT: '', CDK_DEPLOY_REGION: '' },
      { account: '222222222222', region: 'us-east-1' },
    ],
  ])('reads %j and returns %j', (env, expected) => {
    expect(deployEnvironment(env)).toEqual(expected);
  });

  it.each([
    [{}, /^CDK_DEPLOY_ACCOUNT: no AWS account is known/],
    [{ CDK_DEFAULT_ACCOUNT: '222222222222' }, /^CDK_DEPLOY_REGION: no AWS region is known/],
    [
      { ...credentials, CDK_DEPLOY_REGION: 'us-esst-1' },
      /^CDK_DEPLOY_REGION: "us-esst-1" is not an AWS region.* Did you mean us-east-1/,
    ],
    [
      { ...credentials, CDK_DEFAULT_REGION: 'us-esst-1' },
      /^AWS configuration: "us-esst-1" is not an AWS region/,
    ],
  ])('rejects %j and names what to set', (env, message) => {
    expect(() => deployEnvironment(env)).toThrow(message);
  });
});
