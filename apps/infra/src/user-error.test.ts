import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { reportUserErrors, UserError } from './user-error.ts';

class OtherProjectsError extends Error {}

const stderr = jest.spyOn(console, 'error');
beforeEach(() => {
  stderr.mockReset().mockReturnValue();
});
// The code under test must not set Jest's own exit code.
afterEach(() => {
  process.exitCode = undefined;
});

describe('reportUserErrors', () => {
  it.each([new UserError('KEY: do this'), new OtherProjectsError('KEY: do this')])(
    'prints the message of %p and sets the exit code',
    async (error) => {
      await reportUserErrors(() => Promise.reject(error), OtherProjectsError);
      expect(stderr.mock.calls).toEqual([['KEY: do this']]);
      expect(process.exitCode).toBe(1);
    },
  );

  it('rethrows any other error', async () => {
    const defect = new TypeError('x is not a function');
    await expect(
      reportUserErrors(() => {
        throw defect;
      }),
    ).rejects.toBe(defect);
    expect(stderr).not.toHaveBeenCalled();
  });

  it('sets no exit code if the work succeeds', async () => {
    await reportUserErrors(() => undefined);
    expect(process.exitCode).toBeUndefined();
  });
});
