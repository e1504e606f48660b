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
    // The evaluator does not know NotPrincipal. Only AWS can judge such a policy, so no problem is reported.
    ['a policy that cannot be evaluated', policy({ ...everything, NotPrincipal: {}, Principal: '*' })],
  ])('finds nothing wrong with %s', async (_, keyPolicy) =>
    expect(await problemsWith('alias/ci', (region) => (region.keyPolicy = keyPolicy))).toEqual([]),
  );

  it.each<[string, string, RegExp]>([
    [
      'an empty policy',
      policy(),
      /alias\/ci does not give Auto Scaling kms:CreateGrant, kms:Decrypt, .*ReEncryptTo;/,
    ],
    [
      'only the statement of the account, which leaves the role without rights',
      policy({ ...everything, Principal: { AWS: 'arn:aws:iam::111111111111:root' } }),
      /does not give Auto Scaling kms:CreateGrant, kms:Decrypt/,
    ],
    [
      'only the first statement of docs/deploy.md',
      policy(documented[0] ?? {}),
      /Auto Scaling kms:CreateGrant;/,
    ],
    ['a denial', policy(...documented, { ...everything, Effect: 'Deny', Principal: '*' }), /kms:Decrypt/],
  ])('warns of %s', async (_, keyPolicy, problem) =>
    expect(await problemsWith('alias/ci', (region) => (region.keyPolicy = keyPolicy))).toEqual([
      {
        problem: expect.stringMatching(problem),
        remedy: expect.stringContaining(`for Principal AWS ${ROLE}: kms:Encrypt`),
        certain: false,
      },
    ]),
  );

  it.each<[string, string, (region: FakeSite['region']) => void, RegExp]>([
    [
      'does not exist',
      KEY,
      (region) => region.keys.set(KEY, undefined),
      /^SEMAPHORE_AGENT_VOLUME_KMS_KEY: account 111111111111, region eu-west-1 has no key 1234.* each instance of linux ends/,
    ],
    [
      'is disabled',
      'alias/ci',
      (region) => region.keys.set('alias/ci', 'Disabled'),
      /key alias\/ci is Disabled;/,
    ],
    [
      'is asymmetric',
      KEY,
      (region) => (region.keyKind.KeySpec = 'RSA_2048'),
      /is not symmetric \(RSA_2048\)/,
    ],
  ])('stops a deployment if the key %s', async (_, key, change, problem) =>
    expect(await problemsWith(key, change)).toMatchObject([
      { problem: expect.stringMatching(problem), certain: true },
    ]),
  );

  it('does not judge the policy of a key of AWS or of another account', async () => {
    const without = (region: FakeSite['region']) => (region.keyPolicy = policy());
    const other = `arn:aws:kms:eu-west-1:222222222222:key/${KEY}`;
    expect(await problemsWith(other, without)).toEqual([]);
    const ofAws = (region: FakeSite['region']) => {
      without(region);
      region.keyKind.KeyManager = 'AWS';
    };
    expect(await problemsWith('alias/aws/ebs', ofAws)).toEqual([]);
  });
});
