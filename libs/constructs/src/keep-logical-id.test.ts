import { expect, it } from '@jest/globals';
import { RootConstruct } from 'constructs';
import { keepLogicalId } from './keep-logical-id.ts';

it('throws for a construct without a resource', () => {
  expect(() => keepLogicalId(new RootConstruct('fleet'), 'autoScalingGroup')).toThrow(TypeError);
});
