import { evaluate, parsePolicy, requestOf, type ContextValues } from '@agent-aws-stack/iam-evaluator';
import { describe, expect, it } from '@jest/globals';
import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import { templateOf } from '../testing/synthesize.ts';

/** A request of an instance: action, resource, and the context that its service gives IAM. */
type Request = readonly [action: string, resource: string, context?: ContextValues];

const OWN = '111111111111';
const OTHER = '222222222222';

/** The requests among these that the role of a fleet's instances allows. */
function allowedOf(fleet: string, requests: readonly Request[]): readonly Request[] {
  const policy = parsePolicy(templateOf(fleet).properties(LOGICAL_IDS.instancePolicy)['PolicyDocument']);
  return requests.filter((request) => evaluate({ identity: [policy] }, requestOf(...request)) === 'allowed');
}

describe('the cache bucket', () => {
  const bucket = 'arn:aws:s3:::acme-ci-cache';
  const [listed, unlisted] = ['0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0', '99999999-2222-3333-4444-555555555555'];
  const inAccount = (account: string) => ({ 'aws:ResourceAccount': account });
  const list = (prefix: string | undefined, account = OWN): Request => [
    's3:ListBucket',
    bucket,
    { ...inAccount(account), 's3:prefix': prefix },
  ];
  /** What Semaphore's cache command does with an object. S3 requires ListBucket, with the key as prefix, to say that an object does not exist. */
  const uses = (key: string, account = OWN): readonly Request[] => [
    ...['s3:GetObject', 's3:PutObject', 's3:DeleteObject'].map((action): Request => [
      action,
      `${bucket}/${key}`,
      inAccount(account),
    ]),
    list(key, account),
  ];

  it('is open for the objects of the configured projects', () => {
    const requests = [...uses(`${listed}/gems`), list(listed)];
    expect(allowedOf('cache-of-projects', requests)).toEqual(requests);
  });

  it('is closed for the objects of other projects, and for listing them', () => {
    const requests = [
      ...uses(`${unlisted}/gems`),
      ...uses('gems'),
      list(unlisted),
      list(''),
      list(undefined),
    ];
    expect(allowedOf('cache-of-projects', requests)).toEqual([]);
  });

  it.each([
    ['cache-of-projects', OWN, OTHER],
    ['cache-of-other-account', OTHER, OWN],
  ])('of fleet %s is open if account %s owns it, and closed if account %s owns it', (fleet, owner, thief) => {
    const requests = uses(`${listed}/gems`, owner);
    expect(allowedOf(fleet, requests)).toEqual(requests);
    expect(allowedOf(fleet, uses(`${listed}/gems`, thief))).toEqual([]);
  });

  it('may belong to any account if the owner is not configured', () => {
    const requests = uses(`${unlisted}/gems`, OTHER);
    expect(allowedOf('cache-bucket', requests)).toEqual(requests);
  });
});

describe('log streams', () => {
  const group = (name: string) => `arn:aws:logs:us-east-1:${OWN}:log-group:${name}`;
  const writes = (stream: string, groupName = '/semaphore/agent'): readonly Request[] =>
    ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => [
      action,
      `${group(groupName)}:log-stream:${stream}`,
    ]);
  const own = writes('own-log-streams/i-0123456789abcdef0');
  const finds: readonly Request[] = ['CreateLogGroup', 'DescribeLogGroups', 'DescribeLogStreams'].map(
    (action) => [`logs:${action}`, group('/semaphore/agent')],
  );

  it("of the instance's own fleet are open", () => {
    const requests = [...own, ...finds];
    expect(allowedOf('own-log-streams', requests)).toEqual(requests);
  });

  it('of other fleets, of older images and outside of /semaphore/ are closed', () => {
    const requests = [
      ...writes('own-log-streams-2/i-0123456789abcdef0'),
      ...writes('other/own-log-streams/i-0123456789abcdef0'),
      ...writes('i-0123456789abcdef0'),
      ...writes('own-log-streams/i-0123456789abcdef0', '/aws/lambda/own-log-streams/agent-scaler'),
    ];
    expect(allowedOf('own-log-streams', requests)).toEqual([]);
  });

  it('are all open by default, because older images name them after the instance alone', () => {
    const requests = [...writes('i-0123456789abcdef0'), ...finds];
    expect(allowedOf('plain', requests)).toEqual(requests);
  });

  it.each(['plain', 'own-log-streams'])(
    'cannot be deleted by the instances of fleet %s, which cannot change their retention either',
    (fleet) => {
      const changes = [
        'PutRetentionPolicy',
        'DeleteRetentionPolicy',
        'DeleteLogGroup',
        'DeleteLogStream',
      ].flatMap((action): Request[] => [
        [`logs:${action}`, group('/semaphore/agent')],
        [`logs:${action}`, `${group('/semaphore/agent')}:log-stream:${fleet}/i-1`],
      ]);
      expect(allowedOf(fleet, changes)).toEqual([]);
    },
  );
});

describe('Systems Manager', () => {
  const instance = `arn:aws:ec2:us-east-1:${OWN}:instance/i-0123456789abcdef0`;
  const from = (source: string) => ({ 'ec2:SourceInstanceARN': source });
  const document = (account: string, name: string) => `arn:aws:ssm:us-east-1:${account}:document/${name}`;
  const report = (resource: string, context?: ContextValues): readonly Request[] =>
    ['ssm:UpdateInstanceInformation', 'ssm:UpdateInstanceAssociationStatus', 'ssm:PutComplianceItems'].map(
      (action) => [action, resource, context],
    );
  const read = (resource: string): readonly Request[] =>
    ['ssm:GetDocument', 'ssm:DescribeDocument'].map((action) => [action, resource, from(instance)]);
  const needed: readonly Request[] = [
    ...report(instance, from(instance)),
    ...read(document('', 'AWS-RunPatchBaseline')),
    ['ssm:UpdateInstanceAssociationStatus', `arn:aws:ssm:us-east-1:${OWN}:association/a`, from(instance)],
    ['ssm:PutInventory', '*', from(instance)],
    ['ssmmessages:OpenDataChannel', '*', from(instance)],
    ['ec2messages:GetMessages', '*', from(instance)],
  ];

  it.each(['plain', 'restricted-ssm'])('works on the instances of fleet %s', (fleet) => {
    expect(allowedOf(fleet, needed)).toEqual(needed);
  });

  it("if restricted, lets jobs read neither the account's own documents nor those of other accounts", () => {
    const documents = [...read(document(OWN, 'hardening')), ...read(document(OTHER, 'shared'))];
    expect(allowedOf('restricted-ssm', documents)).toEqual([]);
    expect(allowedOf('plain', documents)).toEqual(documents);
  });

  it('if restricted, takes reports only from EC2 instances of the account and region, and only about such instances', () => {
    const elsewhere = instance.replace(OWN, OTHER);
    const reports = [
      ...report(elsewhere, from(instance)),
      ...report(instance.replace('us-east-1', 'eu-west-1'), from(instance)),
      ...report(`arn:aws:ssm:us-east-1:${OWN}:managed-instance/mi-1`, from(instance)),
      ...report(instance, from(elsewhere)),
      ...report(instance),
    ];
    expect(allowedOf('restricted-ssm', reports)).toEqual([]);
  });

  it('needs no permissions if Default Host Management gives them', () => {
    expect(allowedOf('host-management', needed)).toEqual([]);
  });
});
