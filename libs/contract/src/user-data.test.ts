import { describe, expect, it } from '@jest/globals';
import {
  OPERATING_SYSTEMS,
  readInstanceRollout,
  readStartParameters,
  readUserData,
  writeUserData,
} from './index.ts';

const ROLLOUT = { parameterName: 'ci-rollout', revision: 'ami-1-0af1' };
const PARAMETERS = { hostKeys: 'ci-ssh-public-keys', token: '/ci/agent-token' };

describe('user data', () => {
  it.each([
    ['ubuntu-noble', '#!/bin/bash\n/opt/semaphore/agent/start.sh ci-config'],
    ['macos', '#!/bin/bash\n/opt/semaphore/agent/start.sh ci-config'],
    ['debian', '#!/bin/bash\n/opt/semaphore/agent/start.sh ci-config'],
    ['windows', '<powershell>C:\\semaphore-agent\\start.ps1 ci-config</powershell>'],
    ['windows-2025', '<powershell>C:\\semaphore-agent\\start.ps1 ci-config</powershell>'],
  ])('on %s starts the agent as images of this stack and of the JavaScript stack expect', (os, text) => {
    expect(writeUserData(os, 'ci-config')).toBe(text);
  });

  it.each([
    ['ubuntu-noble', '#!/bin/bash\n# rollout ci-rollout ami-1-0af1\n/opt/semaphore/agent/start.sh ci-config'],
    ['macos', '#!/bin/bash\n# rollout ci-rollout ami-1-0af1\n/opt/semaphore/agent/start.sh ci-config'],
    [
      'windows-2025',
      '<powershell>\n# rollout ci-rollout ami-1-0af1\nC:\\semaphore-agent\\start.ps1 ci-config</powershell>',
    ],
  ])('on %s has a comment about the rollout, which older images ignore', (os, text) => {
    expect(writeUserData(os, 'ci-config', { rollout: ROLLOUT })).toBe(text);
  });

  it.each([
    [
      'ubuntu-noble',
      '#!/bin/bash\n# rollout ci-rollout ami-1-0af1\n# semaphore-agent-parameters: ci-config ci-ssh-public-keys /ci/agent-token\n/opt/semaphore/agent/start.sh ci-config',
    ],
    [
      'windows',
      '<powershell>\n# rollout ci-rollout ami-1-0af1\nC:\\semaphore-agent\\start.ps1 ci-config</powershell>',
    ],
  ])('on %s names the parameters in a comment if the start script reads it', (os, text) => {
    expect(writeUserData(os, 'ci-config', { rollout: ROLLOUT, parameters: PARAMETERS })).toBe(text);
  });

  it('gives no parameters for another configuration, or if the comment is incomplete or missing', () => {
    const text = writeUserData('macos', 'ci-config', { parameters: PARAMETERS });
    expect(readUserData(text)).toBe('ci-config');
    expect(readStartParameters(text, 'ci-config')).toEqual(PARAMETERS);
    expect(readStartParameters(text, 'lab-config')).toBeUndefined();
    expect(readStartParameters(text.replace('/ci/agent-token', ''), 'ci-config')).toBeUndefined();
    expect(readStartParameters(writeUserData('macos', 'ci-config'), 'ci-config')).toBeUndefined();
  });

  it.each(OPERATING_SYSTEMS)('is read as it was written: %s', (os) => {
    expect(readUserData(writeUserData(os, 'ci-config'))).toBe('ci-config');
    expect(readUserData(writeUserData(os, 'ci-config', { rollout: ROLLOUT }))).toBe('ci-config');
    expect(readInstanceRollout(writeUserData(os, 'ci-config', { rollout: ROLLOUT }))).toEqual(ROLLOUT);
    expect(readInstanceRollout(writeUserData(os, 'ci-config'))).toBeUndefined();
  });

  it('is read even if the parameter is in quotes', () => {
    expect(readUserData('#!/bin/bash\n/opt/semaphore/agent/start.sh "ci/lab-config"\n')).toBe(
      'ci/lab-config',
    );
  });

  it.each(['', '#!/bin/bash\n/opt/semaphore/agent/start.sh', '#!/bin/bash\necho start.sh x'])(
    'has no parameter if no start script is called with one: %j',
    (text) => {
      expect(readUserData(text)).toBeUndefined();
    },
  );
});
