import { describe, expect, it } from '@jest/globals';
import { type ConditionBlock, conditionsHold, requestContext, substitute } from './conditions.ts';

const context = requestContext({
  'aws:ResourceTag/fleet': 'Lab',
  'aws:PrincipalAccount': '123456789012',
  'aws:SecureTransport': 'true',
  'autoscaling:MaxSize': '10',
  'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/lab-scaler',
  'aws:TagKeys': ['a', 'b'],
  'aws:Absent': undefined,
});

describe('conditionsHold', () => {
  it.each<[ConditionBlock, boolean]>([
    [{}, true],
    [{ StringEquals: { 'aws:ResourceTag/fleet': 'Lab' } }, true],
    [{ StringEquals: { 'AWS:resourcetag/FLEET': ['other', 'Lab'] } }, true],
    [{ StringEquals: { 'aws:ResourceTag/fleet': 'lab' } }, false],
    [{ StringEqualsIgnoreCase: { 'aws:ResourceTag/fleet': 'lab' } }, true],
    [{ StringNotEquals: { 'aws:ResourceTag/fleet': ['x', 'Lab'] } }, false],
    [{ StringNotEquals: { 'aws:ResourceTag/fleet': ['x', 'y'] } }, true],
    [{ StringNotEquals: { 'aws:Absent': 'x' } }, true],
    [{ StringEquals: { 'aws:Absent': 'x' } }, false],
    [{ StringEqualsIfExists: { 'aws:Absent': 'x' } }, true],
    [{ StringEqualsIfExists: { 'aws:ResourceTag/fleet': 'x' } }, false],
    [{ StringLike: { 'aws:ResourceTag/fleet': 'L*' } }, true],
    [{ StringLike: { 'aws:ResourceTag/fleet': 'L?' } }, false],
    [{ StringLike: { 'aws:ResourceTag/fleet': 'L.b' } }, false],
    [{ StringNotLike: { 'aws:ResourceTag/fleet': 'L*' } }, false],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/lab-*' } }, true],
    [{ ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/lab-*' } }, false],
    [{ Bool: { 'aws:SecureTransport': 'true' } }, true],
    [{ Bool: { 'aws:SecureTransport': 'false' } }, false],
    [{ NumericLessThanEquals: { 'autoscaling:MaxSize': '10' } }, true],
    [{ NumericGreaterThan: { 'autoscaling:MaxSize': '10' } }, false],
    [{ Null: { 'aws:Absent': 'true' } }, true],
    [{ Null: { 'aws:PrincipalAccount': 'true' } }, false],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b', 'c'] } }, true],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } }, false],
    [{ 'ForAllValues:StringEquals': { 'aws:Absent': ['a'] } }, true],
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['b', 'z'] } }, true],
    [{ 'ForAnyValue:StringEquals': { 'aws:Absent': ['b'] } }, false],
    [{ StringEquals: { 'aws:PrincipalAccount': '${aws:PrincipalAccount}' } }, true],
    [{ StringEquals: { 'aws:ResourceTag/fleet': 'Lab', 'aws:PrincipalAccount': 'x' } }, false],
    [{ DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } }, false],
  ])('evaluates %j to %p', (block, expected) => {
    expect(conditionsHold(block, context)).toBe(expected);
  });
});

describe('substitute', () => {
  it('replaces known policy variables and leaves unknown ones', () => {
    expect(substitute('a/${aws:principalaccount}/${aws:Unknown}/${*}', context)).toBe(
      'a/123456789012/${aws:Unknown}/*',
    );
  });
});
