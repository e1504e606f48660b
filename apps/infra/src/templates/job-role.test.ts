import { describe, expect, it } from '@jest/globals';
import { JOB_ROLE_ID, LOGICAL_IDS } from '@agent-aws-stack/contract';
import { templateOf } from '../testing/synthesize.ts';

const { instancePolicy, instanceRole } = LOGICAL_IDS;
const isolated = () => templateOf('isolated');
const jobRole = { 'Fn::GetAtt': [JOB_ROLE_ID, 'Arn'] };

describe('the role of isolated jobs', () => {
  it('exists only with strict isolation', () => {
    const { [JOB_ROLE_ID]: role } = templateOf('guarded').resources;
    expect(role).toBeUndefined();
    expect(JSON.stringify(templateOf('guarded').statements(instancePolicy))).not.toContain('sts:');
  });

  it("can be assumed by the instances' role and by nobody else", () => {
    expect(isolated().properties(JOB_ROLE_ID)['AssumeRolePolicyDocument']).toMatchObject({
      Statement: [
        {
          Action: 'sts:AssumeRole',
          Effect: 'Allow',
          Principal: { AWS: { 'Fn::GetAtt': [instanceRole, 'Arn'] } },
        },
      ],
    });
    expect(isolated().statement(instancePolicy, 'GiveJobsTheirRole')).toMatchObject({
      Action: 'sts:AssumeRole',
      Effect: 'Allow',
      Resource: jobRole,
    });
  });

  it('has the managed policies for jobs, and the permissions boundary of all roles', () => {
    const { ManagedPolicyArns, PermissionsBoundary } = isolated().properties(JOB_ROLE_ID);
    expect(ManagedPolicyArns).toEqual([
      'arn:aws:iam::111111111111:policy/ci-tools',
      'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
    ]);
    expect(PermissionsBoundary).toBe('arn:aws:iam::111111111111:policy/boundary');
    expect(isolated().properties(instanceRole)['ManagedPolicyArns']).toEqual([
      'arn:aws:iam::111111111111:policy/ci-tools',
    ]);
  });

  it("may use the cache bucket, and the instances' role may not", () => {
    const policies = Object.entries(isolated().resources).filter(
      ([, { Type, Properties }]) =>
        Type === 'AWS::IAM::Policy' && JSON.stringify(Properties).includes('s3:PutObject'),
    );
    expect(policies.map(([, { Properties }]) => Properties)).toMatchObject([
      { PolicyName: 'isolated-job-policy', Roles: [{ Ref: JOB_ROLE_ID }] },
    ]);
    expect(JSON.stringify(isolated().statements(instancePolicy))).not.toContain('s3:');
  });

  it('has no policy at all without a cache', () => {
    expect(templateOf('isolated-plain').properties(JOB_ROLE_ID)).not.toHaveProperty('ManagedPolicyArns');
    expect(JSON.stringify(templateOf('isolated-plain').resources)).not.toContain('job-policy');
  });

  it('is in the config parameter, which names the parameter of the token only to images that can isolate jobs', () => {
    const { Value } = isolated().properties(LOGICAL_IDS.configParameter);
    const [, [start, arn, end]] = (Value as { 'Fn::Join': [string, [string, unknown, string]] })['Fn::Join'];
    expect(arn).toEqual(jobRole);
    expect(`${start}${end}`).not.toMatch(/\s/);
    expect(JSON.parse(`${start}arn${end}`)).toMatchObject({
      agentTokenParameterName: 'this-image-is-too-old-for-strict-job-isolation',
      jobIsolation: 'strict',
      isolatedTokenParameterName: 'agent-token',
      jobRoleArn: 'arn',
      envVars: ['SEMAPHORE_CACHE_BACKEND=s3', 'SEMAPHORE_CACHE_S3_BUCKET=acme-ci-cache'],
    });
  });
});
