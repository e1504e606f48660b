import { describe, expect, it } from '@jest/globals';
import { nearest } from './nearest.ts';

describe('nearest', () => {
  it.each([
    ['ubuntu-jamy', ['ubuntu-jammy', 'ubuntu-noble'], 'ubuntu-jammy'],
    ['WINDOWS', ['windows', 'macos'], 'windows'],
    ['instancetype', ['instanceType', 'imageId'], 'instanceType'],
    ['OS', ['OS', 'AZS'], 'OS'],
    ['osx', ['none', 'windows'], undefined],
    ['zzz', ['OS', 'AZS'], undefined],
    ['', ['OS'], undefined],
    ['anything', [], undefined],
  ])('%j among %j is %j', (typed, candidates, expected) => expect(nearest(typed, candidates)).toBe(expected));
});
