import { describe, expect, it } from '@jest/globals';
import { SemaphoreConnectionError, SemaphoreStatusError } from '@agent-aws-stack/semaphore-api';
import { errorFields } from './error-fields.ts';

describe('errorFields', () => {
  it('returns name, message, code and cause, but no stack', () => {
    const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    expect(errorFields(new SemaphoreConnectionError('h:443', 'ECONNRESET', cause))).toEqual({
      name: 'SemaphoreConnectionError',
      message: 'h:443: connection failed (ECONNRESET)',
      code: 'ECONNRESET',
      cause: { name: 'Error', message: 'read ECONNRESET', code: 'ECONNRESET' },
    });
  });

  it('returns the status', () => {
    expect(errorFields(new SemaphoreStatusError('h:443', 503, undefined))).toMatchObject({ status: 503 });
  });

  it('accepts a value that is not an error', () => {
    expect(errorFields('odd')).toEqual({ name: 'UnknownError', message: 'odd' });
  });
});
