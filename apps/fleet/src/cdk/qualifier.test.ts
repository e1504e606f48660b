import { expect, it } from '@jest/globals';
import { configuredQualifier, contextQualifier } from './qualifier.ts';

const KEY = '@aws-cdk/core:bootstrapQualifier';

it("configuredQualifier returns the one in the context, else the CDK's default", () => {
  expect(configuredQualifier({ [KEY]: 'agents' })).toBe('agents');
  expect(configuredQualifier({})).toBe('hnb659fds');
});

it('contextQualifier returns the last one typed', () => {
  expect(contextQualifier([`${KEY}=one`, 'other=1', `${KEY}=two`])).toBe('two');
  expect(contextQualifier()).toBeUndefined();
});
