import { describe, expect, it } from '@jest/globals';
import { deployEnvironment } from './environment.ts';

const chosen = { CDK_DEPLOY_ACCOUNT: '111111111111', CDK_DEPLOY_REGION: 'eu-west-1' };
const found = { CDK_DEFAULT_ACCOUNT: '222222222222', CDK_DEFAULT_REGION: 'us-east-1' };

describe('deployEnvironment', () => {
  it.each([
    [
      { ...chosen, ...found },
      { account: '111111111111', region: 'eu-west-1' },
    ],
    [found, { account: '222222222222', region: 'us-east-1' }],
    [
      { ...found, CDK_DEPLOY_REGION: 'eu-west-1' },
      { account: '222222222222', region: 'eu-west-1' },
    ],
    [
      { ...found, CDK_DEPLOY_ACCOUNT: '', CDK_DEPLOY_REGION: '' },
      { account: '222222222222', region: 'us-east-1' },
    ],
  ])('of %j is %j', (env, expected) => {
    expect(deployEnvironment(env)).toEqual(expected);
  });

  it.each([
    [{}, /^CDK_DEPLOY_ACCOUNT: no AWS account is known/],
    [{ CDK_DEFAULT_ACCOUNT: '222222222222' }, /^CDK_DEPLOY_REGION: no AWS region is known/],
    [
      { ...found, CDK_DEPLOY_REGION: 'us-esst-1' },
      /^CDK_DEPLOY_REGION: "us-esst-1" is given, a region such as/,
    ],
  ])('of %j says what to set', (env, message) => {
    expect(() => deployEnvironment(env)).toThrow(message);
  });
});
