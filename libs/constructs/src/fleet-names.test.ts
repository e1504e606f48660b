import { expect, it } from '@jest/globals';
import { core } from './cdk.ts';
import { FleetNames } from './fleet-names.ts';

it('keepLogicalId throws for a construct without a resource', () => {
  const stack = new core.Stack(undefined, 'Stack');
  expect(() => new FleetNames(stack).keepLogicalId(stack, 'autoScalingGroup')).toThrow(TypeError);
});
