import { expect, it } from '@jest/globals';
import { complaintsOf } from './complaints-of.ts';

it('complaintsOf finds no problem in a valid value', () => {
  expect(complaintsOf('SEMAPHORE_ENDPOINT', 'acme.semaphoreci.com')).toEqual([]);
});

it('complaintsOf says what is expected, and suggests what was probably meant', () => {
  expect(complaintsOf('SEMAPHORE_ENDPOINT', 'https://acme.semaphoreci.com/')).toEqual([
    {
      given: '"https://acme.semaphoreci.com/"',
      expected: 'a host or host:port, without scheme or path',
      suggestion: 'acme.semaphoreci.com',
    },
  ]);
});
