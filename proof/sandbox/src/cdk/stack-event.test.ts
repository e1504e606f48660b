import { describe, expect, it } from '@jest/globals';
import { parseStackEvent } from './stack-event.ts';

describe('parseStackEvent', () => {
  it('parses a progress line', () => {
    const line =
      'fleet |  2/15 | 1:44:08 PM | CREATE_IN_PROGRESS      | AWS::IAM::Policy           | scalerLambdaPolicy (x) ';
    expect(parseStackEvent(line)).toEqual({
      stack: 'fleet',
      done: 2,
      total: 15,
      status: 'CREATE_IN_PROGRESS',
      resourceType: 'AWS::IAM::Policy',
      logicalId: 'scalerLambdaPolicy',
    });
  });

  it('parses a line without a total, as in cdk destroy', () => {
    const line = 'fleet | 12 | 1:44:08 PM | DELETE_COMPLETE | AWS::SSM::Parameter | config';
    expect(parseStackEvent(line)).toMatchObject({ done: 12, total: 0, status: 'DELETE_COMPLETE' });
  });

  it.each(['', 'fleet: deploying... [1/1]', ' ✅  fleet', 'a | b | c'])('ignores %j', (line) => {
    expect(parseStackEvent(line)).toBeUndefined();
  });
});
