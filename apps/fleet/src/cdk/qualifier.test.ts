import { expect, it } from '@jest/globals';
import { configuredQualifier, contextQualifier } from './qualifier.ts';

const KEY = '@aws-cdk/core:bootstrapQualifier';

it("configuredQualifier returns the qualifier in the context, else the CDK's default", () => {
  expect(configuredQualifier({ [KEY]: 'agents' })).toBe('agents');
  expect(configuredQualifier({})).toBe('hnb659fds');
});

it('contextQualifier returns the last qualifier typed', () => {
  expect(contextQualifier([`${KEY}=one`, 'other=1', `${KEY}=two`])).toBe('two');
  expect(contextQualifier()).toBeUndefined();
});
