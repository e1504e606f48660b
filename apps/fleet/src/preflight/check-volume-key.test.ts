import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installation } from '@agent-aws-stack/installation';
import { describe, expect, it } from '@jest/globals';
import { FakeSite } from '../testing/fake-site.ts';
import { fleetParameters } from '../testing/fleet-file.ts';
import { fleetsOf, preflightProblems } from '../testing/preflight-problems.ts';

const KEY = '1234abcd-12ab-34cd-56ef-1234567890ab';
const ROLE =
  'arn:aws:iam::111111111111:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling';
const DEPLOY_GUIDE = readFileSync(join(installation.root, 'docs/deploy.md'), 'utf8');

/** The statements that docs/deploy.md tells the user to add. */
const documented = JSON.parse(
  `[${/```json\n(\{\n {2}"Sid": "AutoScalingUsesTheKey".+?)```/s.exec(DEPLOY_GUIDE)?.[1] ?? ''}]`,
) as readonly object[];
const policy = (...statements: readonly object[]) => JSON.stringify({ Statement: statements });
const everything = { Effect: 'Allow', Action: 'kms:*', Resource: '*' };

/** The problems of a fleet whose volumes have this key. */
function problemsWith(key: string, change: (region: FakeSite['region']) => void = () => undefined) {
  const site = new FakeSite();
  site.region.keyPolicy = policy(...documented);
  change(site.region);
  const parameters = { SEMAPHORE_AGENT_VOLUME_NAME: '/dev/sda1', SEMAPHORE_AGENT_VOLUME_KMS_KEY: key };
  return preflightProblems(site, fleetsOf(fleetParameters('linux', parameters)));
}

describe('checkVolumeKey', () => {
  it.each<[string, string]>([
    ['the statements of docs/deploy.md', policy(...documented)],
    [
      'a statement for the role',
      policy({ ...everything, Principal: { AWS: ['arn:aws:iam::1:root', ROLE] } }),
    ],
    [
      'a statement for everybody who uses EBS in the account, as in the policy of aws/ebs',
      policy({
        ...{ ...everything, Principal: { AWS: '*' } },
        Condition: {
          StringEquals: {
            'kms:CallerAccount': '111111111111',
            'kms:ViaService': 'ec2.eu-west-1.amazonaws.com',
          },
        },
      }),
    ],
    // EBS needs it only for an image that another key encrypts.
    [
      'a policy without kms:ReEncrypt*',
      policy({
        ...{ ...everything, Principal: { AWS: ROLE } },
        Action: ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey*'],
      }),
    ],
    // Only AWS can judge these policies.
    [
      'a policy with NotPrincipal',
      policy(...documented, {
        ...{ ...everything, Effect: 'Deny' },
        NotPrincipal: { AWS: 'arn:aws:iam::111111111111:role/admin' },
      }),
    ],
    [
      'a policy that depends on the organization, such as that of aws-samples/data-perimeter-policy-examples',
      policy(...documented, {
        ...{ ...everything, Effect: 'Deny', Principal: { AWS: '*' } },
        Condition: {
          StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1234567890' },
          BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
        },
      }),
    ],
    [
      'a policy that limits the grants',
      policy(documented[0] ?? {}, {
        ...{ ...everything, Action: 'kms:CreateGrant', Principal: { AWS: ROLE } },
        Condition: { StringEquals: { 'kms:GrantConstraintType': 'EncryptionContextSubset' } },
      }),
    ],
  ])('finds nothing wrong with %s', async (_, keyPolicy) =>
    expect(await problemsWith('alias/ci', (region) => (region.keyPolicy = keyPolicy))).toEqual([]),
  );

  it.each<[string, string, RegExp]>([
    [
      'an empty policy',
      policy(),
      /alias\/ci does not give Auto Scaling kms:CreateGrant, kms:Decrypt, .*WithoutPlaintext, so instances of linux may end/,
    ],
    [
      'only the statement of the account, which leaves the role without rights',
      policy({ ...everything, Principal: { AWS: 'arn:aws:iam::111111111111:root' } }),
      /does not give Auto Scaling kms:CreateGrant, kms:Decrypt/,
    ],
    [
      'only the first statement of docs/deploy.md',
      policy(documented[0] ?? {}),
      /Auto Scaling kms:CreateGrant, so/,
    ],
    [
      'both statements of docs/deploy.md in one, whose condition holds for grants only',
      policy({
        ...documented[1],
        Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey*', 'kms:CreateGrant'],
      }),
      /Auto Scaling kms:Decrypt, kms:DescribeKey, kms:GenerateDataKeyWithoutPlaintext, so/,
    ],
    ['a denial', policy(...documented, { ...everything, Effect: 'Deny', Principal: '*' }), /kms:Decrypt/],
    [
      'a denial for the account',
      policy(...documented, {
        ...{ ...everything, Effect: 'Deny' },
        Principal: { AWS: 'arn:aws:iam::111111111111:root' },
      }),
      /kms:Decrypt/,
    ],
  ])('warns of %s', async (_, keyPolicy, problem) =>
    expect(await problemsWith('alias/ci', (region) => (region.keyPolicy = keyPolicy))).toEqual([
      {
        problem: expect.stringMatching(problem),
        remedy: expect.stringContaining(`for Principal AWS ${ROLE}: kms:Encrypt`),
        certain: false,
      },
    ]),
  );

  it.each<[string, string, (region: FakeSite['region']) => void, RegExp, RegExp]>([
    [
      'does not exist',
      KEY,
      (region) => region.keys.set(KEY, undefined),
      /^SEMAPHORE_AGENT_VOLUME_KMS_KEY: account 111111111111, region eu-west-1 has no key 1234.* each instance of linux ends/,
      /^If the key is in another account, give its ARN; for alias\/aws\/ebs, leave/,
    ],
    [
      'is in another region',
      `arn:aws:kms:us-east-1:111111111111:key/${KEY}`,
      (region) => region.keys.set(`arn:aws:kms:us-east-1:111111111111:key/${KEY}`, undefined),
      /key arn:.* is not in region eu-west-1;/,
      /^Name a key of region eu-west-1\./,
    ],
    [
      'is disabled',
      'alias/ci',
      (region) => region.keys.set('alias/ci', 'Disabled'),
      /key alias\/ci is Disabled;/,
      /^Enable it/,
    ],
    [
      'will be deleted',
      KEY,
      (region) => region.keys.set(KEY, 'PendingDeletion'),
      /is PendingDeletion;/,
      /^Cancel its deletion/,
    ],
    [
      'has no key material',
      KEY,
      (region) => region.keys.set(KEY, 'PendingImport'),
      /is PendingImport;/,
      /key-state\.html/,
    ],
    [
      'is asymmetric',
      KEY,
      (region) => (region.keyKind.KeySpec = 'RSA_2048'),
      /is not a symmetric encryption key \(RSA_2048\)/,
      /Name another key$/,
    ],
  ])('stops a deployment if the key %s', async (_, key, change, problem, remedy) =>
    expect(await problemsWith(key, change)).toEqual([
      { problem: expect.stringMatching(problem), remedy: expect.stringMatching(remedy), certain: true },
    ]),
  );

  it('accepts a multi-Region key whose primary region is changing', async () =>
    expect(await problemsWith(KEY, (region) => region.keys.set(KEY, 'Updating'))).toEqual([]));

  it('does not judge the policy of a key of another account', async () => {
    const other = `arn:aws:kms:eu-west-1:222222222222:key/${KEY}`;
    expect(await problemsWith(other, (region) => (region.keyPolicy = policy()))).toEqual([]);
  });

  it('suggests another key if AWS has written the policy for another service', async () => {
    const found = await problemsWith('alias/aws/s3', (region) => {
      region.keyKind.KeyManager = 'AWS';
      region.keyPolicy = policy({
        ...{ ...everything, Principal: { AWS: '*' } },
        Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
      });
    });
    expect(found).toMatchObject([
      { remedy: expect.stringMatching(/^AWS writes the policy/), certain: false },
    ]);
  });
});
