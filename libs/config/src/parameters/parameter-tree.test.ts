import { describe, expect, it } from '@jest/globals';
import { integer } from '../kinds/integers.ts';
import { defaulted, optional } from './parameter.ts';
import { NoValueError, parametersIn, valuesOf } from './parameter-tree.ts';

const described = { kind: integer({ min: 0 }), help: 'A number.', example: 1 };
const size = defaulted('SIZE', { ...described, default: 1 });
const lifetime = optional('LIFETIME', described);
const tree = { group: { size, limits: { lifetime } } };

it('parametersIn lists the parameters of a tree in order', () =>
  expect(parametersIn(tree)).toEqual([size, lifetime]));

describe('values', () => {
  it('are arranged like their parameters', () => {
    const values = new Map<string, unknown>([
      ['SIZE', 3],
      ['LIFETIME', undefined],
    ]);
    expect(valuesOf(tree, values)).toEqual({ group: { size: 3, limits: { lifetime: undefined } } });
  });

  it('throw an error if a missing one is read', () => {
    const { group } = valuesOf(tree, new Map([['SIZE', 3]]));
    expect(group.size).toBe(3);
    expect(() => group.limits.lifetime).toThrow(NoValueError);
  });
});
