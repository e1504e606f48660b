import { describe, expect, it } from '@jest/globals';
import {
  AccessDeniedError,
  GroupNotFoundError,
  InvalidRequestError,
  ResourceContentionError,
  ServiceError,
  ThrottledError,
} from '@agent-aws-stack/aws-clients';
import { isTransient } from './is-transient.ts';

const site = { action: 'autoscaling:SuspendProcesses', resource: 'group fleet-group' };

describe('isTransient', () => {
  it.each([
    [AccessDeniedError, true],
    [ThrottledError, true],
    [ResourceContentionError, true],
    [ServiceError, true],
    [GroupNotFoundError, false],
    [InvalidRequestError, false],
  ])('%p: %s', (Kind, transient) => {
    expect(isTransient(new Kind(site, { detail: 'as AWS said' }))).toBe(transient);
  });

  it('is not so of a defect', () => {
    expect(isTransient(new TypeError('undefined is not a function'))).toBe(false);
  });
});
