import { describe, expect, it } from '@jest/globals';
import { allowedActions, unusedActions } from './permissions.ts';

describe('allowedActions', () => {
  it.each([
    { what: 'an empty document', document: {}, actions: [] },
    {
      what: 'one statement with one action, neither in a list',
      document: { Statement: { Effect: 'Allow', Action: 'ssm:GetParameter' } },
      actions: ['ssm:GetParameter'],
    },
    {
      what: 'lists, without denied actions',
      document: {
        Statement: [
          { Effect: 'Allow', Action: ['a:B', 'a:C'] },
          { Effect: 'Deny', Action: 'a:D' },
        ],
      },
      actions: ['a:B', 'a:C'],
    },
  ])('reads $what', ({ document, actions }) => {
    expect(allowedActions(document)).toEqual(actions);
  });
});

describe('unusedActions', () => {
  it.each([
    { granted: ['ssm:GetParameter'], used: ['ssm:GetParameter'], unused: [] },
    { granted: ['ssm:getparameter'], used: ['ssm:GetParameter'], unused: [] },
    { granted: ['ssm:Get*', 'ssm:Put*'], used: ['ssm:GetParameter'], unused: ['ssm:Put*'] },
    { granted: ['ssm:GetParameter'], used: ['ssm:GetParameters'], unused: ['ssm:GetParameter'] },
    { granted: ['a:B', 'a:B'], used: [], unused: ['a:B'] },
  ])('of the permissions $granted, after calls of $used, is $unused', ({ granted, used, unused }) => {
    expect(unusedActions(granted, used)).toEqual(unused);
  });
});
