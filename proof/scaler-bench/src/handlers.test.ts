import { describe, expect, it } from '@jest/globals';
import { namedHandlers } from './handlers.ts';

describe('namedHandlers', () => {
  it.each([
    [['/w/agent-scaler/dist/index.mjs'], ['agent-scaler/index.mjs']],
    [
      ['/w/agent-scaler/dist/index.mjs', '/tmp/old/index.js'],
      ['agent-scaler/index.mjs', 'old/index.js'],
    ],
    [
      ['/a/scaler/index.js', '/b/scaler/index.js'],
      ['a/scaler/index.js', 'b/scaler/index.js'],
    ],
    [
      ['/a/index.js', '/a/dist/index.js'],
      ['/a/index.js', '/a/dist/index.js'],
    ],
    [['/a/index.js', '/a/index.js'], ['a/index.js']],
  ])('gives the files %j the names %j', (files, names) => {
    expect([...namedHandlers(files).keys()]).toEqual(names);
  });
});
