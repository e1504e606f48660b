import { expect, it } from '@jest/globals';
import { changedValues } from './changed-values.ts';

it.each<[string, unknown, unknown, readonly unknown[]]>([
  ['equal values', { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, []],
  ['a scalar', '10', '20', [{ path: 'P', before: '10', after: '20' }]],
  [
    'keys that change, appear and disappear',
    { same: 1, a: { b: 1 }, old: 2 },
    { same: 1, a: { b: 3 }, new: 4 },
    [
      { path: 'P.a.b', before: 1, after: 3 },
      { path: 'P.old', before: 2, after: undefined },
      { path: 'P.new', before: undefined, after: 4 },
    ],
  ],
  [
    'one element of a list',
    [{ Key: 'a', Value: '1' }, { Key: 'b' }],
    [{ Key: 'b' }, { Key: 'a', Value: '2' }],
    [{ path: 'P[].Value', before: '1', after: '2' }],
  ],
  ['more elements', ['a'], ['a', 'b'], [{ path: 'P[]', before: undefined, after: 'b' }]],
  ['the order of a list', [1, 2], [2, 1], [{ path: 'P', before: [1, 2], after: [2, 1] }]],
  [
    'a list that differs only in how often an element occurs',
    [1, 1],
    [1],
    [{ path: 'P', before: [1, 1], after: [1] }],
  ],
  [
    'an intrinsic function as a whole',
    { Ref: 'Old' },
    { Ref: 'New' },
    [{ path: 'P', before: { Ref: 'Old' }, after: { Ref: 'New' } }],
  ],
  ['an object in place of a text', 'a', { b: 1 }, [{ path: 'P', before: 'a', after: { b: 1 } }]],
])('finds %s', (_, before, after, changes) => {
  expect(changedValues('P', before, after)).toEqual(changes);
});
