import { describe, expect, it } from '@jest/globals';
import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import { templateOf } from '../testing/synthesize.ts';

const config = (fleet: string) => templateOf(fleet).properties(LOGICAL_IDS.configParameter);
const valueOf = (fleet: string) => config(fleet)['Value'] as string;

describe('the config parameter', () => {
  it('has the keys and types that every image reads', () => {
    expect(config('plain')).toMatchObject({ Name: 'plain-config', Type: 'String' });
    expect(JSON.parse(valueOf('plain'))).toEqual({
      endpoint: 'acme.semaphoreci.com',
      agentTokenParameterName: 'agent-token',
      sshKeysParameterName: 'plain-ssh-public-keys',
      disconnectAfterJob: 'true',
      disconnectAfterIdleTimeout: '300',
      envVars: [],
      usePreSignedURL: false,
    });
  });

  it('contains the settings that the JavaScript stack does not have, if they differ from the default', () => {
    expect(JSON.parse(valueOf('agent-end'))).toMatchObject({
      afterJob: 'shrink',
      interruptionGracePeriod: '90',
    });
  });

  it('contains the launch timeout if there is one', () => {
    expect(JSON.parse(valueOf('launch-timeout'))).toMatchObject({ launchTimeout: '300' });
  });

  it('lets protected instances retire at the maximum lifetime, and spot instances at a rebalance recommendation', () => {
    expect(JSON.parse(valueOf('group-settings'))).toMatchObject({ retireAfter: '86400' });
    expect(JSON.parse(valueOf('spot'))).toMatchObject({ retireOnRebalance: 'true' });
  });

  it.each(['plain', 'launch-timeout', 'cache-bucket', 'scaler-settings', 'agent-end'])(
    'contains no white space (%s)',
    (fleet) => {
      expect(valueOf(fleet)).not.toMatch(/\s/);
    },
  );

  it('keeps false and 0 from a configuration file', () => {
    expect(JSON.parse(valueOf('file'))).toMatchObject({
      disconnectAfterJob: 'false',
      disconnectAfterIdleTimeout: '0',
    });
  });

  it('gives jobs the variables that the cache command needs', () => {
    expect(JSON.parse(valueOf('cache-bucket'))).toMatchObject({
      usePreSignedURL: true,
      envVars: [
        'SEMAPHORE_CACHE_BACKEND=s3',
        'SEMAPHORE_CACHE_S3_BUCKET=acme-ci-cache',
        'SEMAPHORE_CACHE_USE_EC2_INSTANCE_PROFILE=true',
      ],
    });
  });

  it.each([
    ['scaler-settings', 'endpoint', 'semaphore.example.com:8443'],
    ['hierarchical-token', 'agentTokenParameterName', '/ci/semaphore/token'],
  ])('of fleet %s has the %s %s', (fleet, key, value) => {
    expect(JSON.parse(valueOf(fleet))).toMatchObject({ [key]: value });
  });
});
