import { describe, expect, it } from '@jest/globals';
import { Construct } from 'constructs';
import { core } from './cdk.ts';
import { FleetNames } from './fleet-names.ts';

it('keepLogicalId throws for a construct without a resource', () => {
  const stack = new core.Stack(undefined, 'Stack');
  expect(() => new FleetNames(stack).keepLogicalId(stack, 'autoScalingGroup')).toThrow(TypeError);
});

describe('two fleets in one stack', () => {
  const idsOfFleets: readonly (readonly [string, string])[] = [
    ['a-b', 'ab'],
    ['Default', '-'],
  ];
  it.each(idsOfFleets)(
    'must not have the ids %s and %s, which give the same logical ids',
    (first, second) => {
      const stack = new core.Stack(undefined, 'Stack');
      const named = (id: string) => new FleetNames(new Construct(stack, id));
      named(first);
      expect(() => named(second)).toThrow(
        expect.objectContaining({
          name: 'InvalidFleetPropsError',
          message: expect.stringMatching(`^Stack/${second}: .* those of Stack/${first}, `),
        }),
      );
    },
  );

  it('may have ids that differ in a letter', () => {
    const stack = new core.Stack(undefined, 'Stack');
    const fleets = ['a-b', 'a-c'].map((id) => new FleetNames(new Construct(stack, id)));
    expect(new Set(fleets.map(({ groupPrefix }) => groupPrefix)).size).toBe(2);
  });
});
