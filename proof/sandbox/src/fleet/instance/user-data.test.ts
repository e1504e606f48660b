import { describe, expect, it } from '@jest/globals';
import { UserDataError, configParameterName } from './user-data.ts';

describe('configParameterName', () => {
  it.each([
    ['#!/bin/bash\n/opt/semaphore/agent/start.sh lab-config', 'lab-config'],
    ['#!/bin/bash\n/opt/semaphore/agent/start.sh "ci/lab-config"\n', 'ci/lab-config'],
    ['<powershell>C:\\semaphore-agent\\start.ps1 lab-config</powershell>', 'lab-config'],
  ])('of %j', (userData, name) => {
    expect(configParameterName(userData)).toBe(name);
  });

  it.each([
    '',
    '#!/bin/bash\n/opt/semaphore/agent/start.sh',
    '#!/bin/bash\necho start.sh x',
    'x'.repeat(300),
  ])('refuses %j', (userData) => {
    expect(() => configParameterName(userData)).toThrow(UserDataError);
  });
});
