import { describe, expect, it } from '@jest/globals';
import { nestInput } from './input.ts';

describe('nestInput', () => {
  it.each<[string, Record<string, string>, unknown]>([
    ['scalars', { InstanceType: 't3.medium' }, { InstanceType: 't3.medium' }],
    ['structures', { 'Description.Value': 'x' }, { Description: { Value: 'x' } }],
    ['lists', { 'ImageId.1': 'a', 'ImageId.2': 'b' }, { ImageId: ['a', 'b'] }],
    [
      'lists in lists, sorted by number',
      { 'Filter.1.Name': 'name', 'Filter.1.Value.10': 'z', 'Filter.1.Value.2': 'y' },
      { Filter: [{ Name: 'name', Value: ['y', 'z'] }] },
    ],
    ['an empty input', {}, {}],
  ])('nests %s', (_what, flat, nested) => {
    expect(nestInput(flat)).toEqual(nested);
  });
});
