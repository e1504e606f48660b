import { describe, expect, it } from '@jest/globals';
import { systemRandom } from '../../random.ts';
import type { LaunchTemplate } from '../region/region.ts';
import { boot } from './boot.ts';
import type { InstanceAws } from './instance-aws.ts';

const template: LaunchTemplate = {
  id: 'lt-1',
  name: 'lab',
  version: 1,
  imageId: 'ami-1',
  instanceType: 't2.micro',
  userData: '#!/bin/bash\n/opt/semaphore/agent/start.sh lab-config',
  roleArn: 'arn:aws:iam::0:role/lab',
};
const config = {
  endpoint: 'acme.semaphoreci.com',
  agentTokenParameterName: '/ci/token',
  sshKeysParameterName: 'lab-keys',
  disconnectAfterJob: 'true',
  disconnectAfterIdleTimeout: '300',
  envVars: [],
  usePreSignedURL: false,
};
const parameters = {
  'lab-config': JSON.stringify(config),
  'lab-keys': '["ssh-ed25519 A"]',
  '/ci/token': 't0ken',
};

const start = (
  values: Readonly<Record<string, string>>,
  userData = template.userData,
  getParameters: InstanceAws['getParameters'] = () => Promise.reject(new Error('not authorized')),
  calls: string[] = [],
) =>
  boot(
    'i-0123',
    { ...template, userData },
    {
      getParameter: (name) => {
        calls.push(name);
        const value = values[name];
        return value === undefined
          ? Promise.reject(new Error(`not authorized to perform: ssm:GetParameter on ${name}`))
          : Promise.resolve(value);
      },
      getParameters,
      callerIdentityUrl: (seconds) =>
        Promise.resolve(`https://sts/?Action=GetCallerIdentity&expires=${seconds}`),
    },
    systemRandom,
  );

describe('boot', () => {
  it('reads the configuration, the host keys and the token', async () => {
    const setup = await start(parameters);
    expect(setup).toMatchObject({
      token: 't0ken',
      config: { endpoint: 'acme.semaphoreci.com', disconnectAfterJob: true, disconnectAfterIdleTimeout: 300 },
    });
    expect(setup.name).toMatch(/^i-0123__[0-9a-f]{16}$/);
    expect((await start(parameters)).name).not.toBe(setup.name);
  });

  const named = `#!/bin/bash\n# semaphore-agent-parameters: lab-config lab-keys /ci/token\n/opt/semaphore/agent/start.sh lab-config`;

  it.each<[string, InstanceAws['getParameters'], readonly string[]]>([
    [
      'reads all parameters with one call if the user data names them',
      (names) =>
        Promise.resolve(new Map(Object.entries(parameters).filter(([name]) => names.includes(name)))),
      [],
    ],
    [
      'makes one more call for each parameter that the first call did not return',
      () => Promise.resolve(new Map([['lab-config', parameters['lab-config']]])),
      ['lab-keys', '/ci/token'],
    ],
    [
      'makes one call for each parameter if the call for all of them is refused',
      () => Promise.reject(new Error('not authorized')),
      ['lab-config', 'lab-keys', '/ci/token'],
    ],
  ])('%s', async (_, getParameters, expected) => {
    const calls: string[] = [];
    const { token, ssmCalls } = await start(parameters, named, getParameters, calls);
    expect(token).toBe('t0ken');
    expect(calls).toEqual(expected);
    expect(ssmCalls).toBe(1 + expected.length);
  });

  it.each([
    [{}, { afterJob: 'replace', interruptionGracePeriod: 0 }],
    [
      { afterJob: 'shrink', interruptionGracePeriod: '90' },
      { afterJob: 'shrink', interruptionGracePeriod: 90 },
    ],
  ])(
    'reads the settings %j, and uses defaults for settings that an older stack does not write',
    async (written, expected) => {
      const values = { ...parameters, 'lab-config': JSON.stringify({ ...config, ...written }) };
      expect((await start(values)).config).toMatchObject(expected);
    },
  );

  it("uses a pre-signed URL as the agent's name if the fleet is configured to", async () => {
    for (const usePreSignedURL of [true, 'true']) {
      const values = { ...parameters, 'lab-config': JSON.stringify({ ...config, usePreSignedURL }) };
      expect((await start(values)).name).toBe('https://sts/?Action=GetCallerIdentity&expires=900');
    }
  });

  it.each([
    ['user data', {}, ''],
    ['config parameter lab-config', { 'lab-config': undefined }, template.userData],
    ['config parameter lab-config', { 'lab-config': '{' }, template.userData],
    [
      'config parameter lab-config',
      { 'lab-config': JSON.stringify({ ...config, endpoint: '' }) },
      template.userData,
    ],
    [
      'config parameter lab-config',
      { 'lab-config': JSON.stringify({ ...config, disconnectAfterIdleTimeout: 'soon' }) },
      template.userData,
    ],
    ['SSH keys parameter lab-keys', { 'lab-keys': undefined }, template.userData],
    ['SSH keys parameter lab-keys', { 'lab-keys': '[]' }, template.userData],
    ['token parameter /ci/token', { '/ci/token': undefined }, template.userData],
    ['token parameter /ci/token', { '/ci/token': '' }, template.userData],
  ])('fails with a message that starts with: %s', async (step, changes, userData) => {
    const values = Object.fromEntries(
      Object.entries({ ...parameters, ...changes }).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      ),
    );
    const failed = start(values, userData);
    await expect(failed).rejects.toMatchObject({ name: 'BootError' });
    await expect(failed).rejects.toThrow(`${step}: `);
  });
});
