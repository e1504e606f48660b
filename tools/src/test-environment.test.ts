import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { runInThisContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { STSServiceException } from '@aws-sdk/client-sts';

/** Evaluates an expression outside the context of the tests, where Node and the shared packages run. */
const outside = (expression: string): unknown => runInThisContext(`(${expression})`);

describe('the environment of the tests', () => {
  it.each<[string, () => unknown]>([
    ['a test', () => new Error('thrown')],
    ['the engine', () => caught(() => JSON.parse('{'))],
    ['Node', () => caught(() => readFileSync('/nowhere'))],
    ['code outside the context', () => outside('new TypeError("thrown")')],
    ['a shared package', () => new STSServiceException({ $metadata: {}, $fault: 'client', name: 'Fault' })],
  ])('an error of %s is an Error on both sides', (_, make) => {
    const error = make();
    expect(error instanceof Error).toBe(true);
    expect((outside('(error) => error instanceof Error') as (error: unknown) => boolean)(error)).toBe(true);
  });

  it('does not take every object for an Error, or every Error for an instance of a subclass', () => {
    class OwnError extends Error {}
    expect({ message: 'thrown' } instanceof Error).toBe(false);
    expect(new Error('thrown') instanceof OwnError).toBe(false);
    expect(new OwnError('thrown') instanceof OwnError).toBe(true);
  });

  it('has the same dates and environment variables on both sides', () => {
    expect(outside('new Date()')).toBeInstanceOf(Date);
    process.env['ONLY_HERE'] = 'set';
    expect(outside('process.env.ONLY_HERE')).toBe('set');
    process.env = { ONLY_HERE: 'replaced' };
    expect(outside('process.env.ONLY_HERE')).toBe('replaced');
  });

  it('loads a shared package outside the context', () => {
    const { STSClient } = createRequire(import.meta.url)('@aws-sdk/client-sts') as Record<string, object>;
    expect(STSClient instanceof Function).toBe(false);
    expect((outside('(value) => value instanceof Function') as (value: unknown) => boolean)(STSClient)).toBe(
      true,
    );
  });
});

function caught(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}
