import { describe, expect, it } from '@jest/globals';
import { complaintAboutRegion } from './region-source.ts';

const fallback = { CDK_DEFAULT_REGION: 'us-east-1' };
const nothing = () => undefined;

describe('complaintAboutRegion', () => {
  it.each<[NodeJS.ProcessEnv, string]>([
    [{ CDK_DEFAULT_REGION: 'eu-west-1' }, ''],
    [{ ...fallback, CDK_DEPLOY_REGION: 'eu-west-1' }, ''],
    [{ ...fallback, AWS_REGION: 'us-east-1' }, ''],
    [{ ...fallback, AWS_DEFAULT_REGION: 'us-east-1' }, ''],
    [fallback, '[default]\nregion = us-east-1\n'],
    [fallback, 'Amazon EC2\n'],
    [{}, ''],
  ])('has none where a region is named, or none given: %j, %j', (env, file) => {
    expect(complaintAboutRegion(env, () => file)).toBeUndefined();
  });

  it('reads the files that the environment names', () => {
    const env = {
      ...fallback,
      AWS_CONFIG_FILE: '/own/config',
      AWS_SHARED_CREDENTIALS_FILE: '/own/credentials',
    };
    const read: string[] = [];
    complaintAboutRegion(env, (path) => void read.push(path));
    expect(read).toEqual(expect.arrayContaining(['/own/config', '/own/credentials']));
  });

  it('warns that the CDK CLI has taken one of its own', () => {
    expect(complaintAboutRegion(fallback, nothing)).toMatch(
      /^CDK_DEPLOY_REGION: no region is named, so the CDK CLI takes us-east-1\. Set /,
    );
  });

  it('refuses to deploy there', () => {
    const env = { ...fallback, NX_TASK_TARGET_TARGET: 'deploy' };
    expect(() => complaintAboutRegion(env, nothing)).toThrow(
      expect.objectContaining({ name: 'UserError', message: expect.stringMatching(/^CDK_DEPLOY_REGION: /) }),
    );
  });
});
