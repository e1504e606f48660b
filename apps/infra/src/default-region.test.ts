import { describe, expect, it } from '@jest/globals';
import { defaultRegionWarning } from './default-region.ts';

const cliDefault = { CDK_DEFAULT_REGION: 'us-east-1' };
const noFile = () => undefined;

describe('defaultRegionWarning', () => {
  it.each<[NodeJS.ProcessEnv, string]>([
    [{ CDK_DEFAULT_REGION: 'eu-west-1' }, ''],
    [{ ...cliDefault, CDK_DEPLOY_REGION: 'eu-west-1' }, ''],
    [{ ...cliDefault, AWS_REGION: 'us-east-1' }, ''],
    [{ ...cliDefault, AWS_DEFAULT_REGION: 'us-east-1' }, ''],
    [cliDefault, '[default]\nregion = us-east-1\n'],
    [cliDefault, 'Amazon EC2\n'],
    [{}, ''],
  ])(
    'is undefined if the region is configured, may come from the EC2 instance, or is unknown: %j, %j',
    (env, file) => {
      expect(defaultRegionWarning(env, () => file)).toBeUndefined();
    },
  );

  it('reads the files that the environment variables name', () => {
    const env = {
      ...cliDefault,
      AWS_CONFIG_FILE: '/own/config',
      AWS_SHARED_CREDENTIALS_FILE: '/own/credentials',
    };
    const read: string[] = [];
    defaultRegionWarning(env, (path) => void read.push(path));
    expect(read).toEqual(expect.arrayContaining(['/own/config', '/own/credentials']));
  });

  it('says that the CDK CLI uses its default region', () => {
    expect(defaultRegionWarning(cliDefault, noFile)).toMatch(
      /^CDK_DEPLOY_REGION: no region is configured, so the CDK CLI uses us-east-1\. Set /,
    );
  });

  it('is an error for a deployment', () => {
    const env = { ...cliDefault, NX_TASK_TARGET_TARGET: 'deploy' };
    expect(() => defaultRegionWarning(env, noFile)).toThrow(
      expect.objectContaining({ name: 'UserError', message: expect.stringMatching(/^CDK_DEPLOY_REGION: /) }),
    );
  });
});
