import { writeUserData } from '@agent-aws-stack/contract';
import { describe, expect, it } from '@jest/globals';
import { UserDataError, configParameterName } from './user-data.ts';

describe('configParameterName', () => {
  it("is the start script's argument", () => {
    expect(configParameterName(writeUserData('ubuntu-noble', 'lab-config'))).toBe('lab-config');
  });

  it.each(['', '#!/bin/bash\n/opt/semaphore/agent/start.sh', 'x'.repeat(300)])('refuses %j', (userData) => {
    expect(() => configParameterName(userData)).toThrow(UserDataError);
  });
});
