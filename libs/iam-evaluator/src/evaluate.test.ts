import { describe, expect, it } from '@jest/globals';
import { evaluate, type Decision } from './evaluate.ts';
import { parsePolicy } from './policy-document.ts';
import { requestOf, type ContextValues } from './request.ts';

/** The page of AWS's documentation that the expected decision comes from, below https://docs.aws.amazon.com/IAM/latest/UserGuide/. */
type Page = string;
const LOGIC: Page = 'reference_policies_evaluation-logic_policy-eval-denyallow.html';
const BOUNDARIES: Page = 'access_policies_boundaries.html';
const SESSIONS: Page = 'access_policies.html#policies_session';
const ACTION: Page = 'reference_policies_elements_action.html';
const NOT_ACTION: Page = 'reference_policies_elements_notaction.html';
const RESOURCE: Page = 'reference_policies_elements_resource.html';
const NOT_RESOURCE: Page = 'reference_policies_elements_notresource.html';
const VARIABLES: Page = 'reference_policies_variables.html';
const VERSION: Page = 'reference_policies_elements_version.html';
const OPERATORS: Page = 'reference_policies_elements_condition_operators.html';
const VALUES: Page = 'reference_policies_condition-logic-multiple-context-keys-or-values.html';
const SETS: Page = 'reference_policies_condition-single-vs-multi-valued-context-keys.html';

const document = (...statements: object[]) =>
  parsePolicy({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ Effect: 'Allow', Action: '*', Resource: '*', ...statement })),
  });
const BUCKET = 'arn:aws:s3:::amzn-s3-demo-bucket';
const get = (resource: string, context: ContextValues = {}) => requestOf('s3:GetObject', resource, context);

describe('the layers of policies', () => {
  const allow = document({});
  const deny = document({ Effect: 'Deny' });
  const nothing = document({ Action: 'ec2:*' });
  it.each<[string, Page, Parameters<typeof evaluate>[0], Decision]>([
    ['denies by default', LOGIC, { identity: [] }, 'implicitDeny'],
    ['allows what a policy allows', LOGIC, { identity: [nothing, allow] }, 'allowed'],
    ['lets a Deny win over an Allow', LOGIC, { identity: [allow, deny] }, 'explicitDeny'],
    ['needs the boundary to allow', BOUNDARIES, { identity: [allow], boundary: nothing }, 'implicitDeny'],
    ['grants nothing by a boundary', BOUNDARIES, { identity: [nothing], boundary: allow }, 'implicitDeny'],
    [
      'allows what policy and boundary both allow',
      BOUNDARIES,
      { identity: [allow], boundary: allow },
      'allowed',
    ],
    ['heeds a Deny of the boundary', BOUNDARIES, { identity: [nothing], boundary: deny }, 'explicitDeny'],
    ['needs the session to allow', SESSIONS, { identity: [allow], session: [nothing] }, 'implicitDeny'],
    ['grants nothing by a session policy', SESSIONS, { identity: [], session: [allow] }, 'implicitDeny'],
    [
      'needs policy, boundary and session to allow',
      SESSIONS,
      { identity: [allow], boundary: nothing, session: [allow] },
      'implicitDeny',
    ],
    ['heeds a Deny of the session', SESSIONS, { identity: [allow], session: [allow, deny] }, 'explicitDeny'],
  ])('%s (%s)', (_, __, policies, decision) => {
    expect(evaluate(policies, get(BUCKET))).toBe(decision);
  });
});

describe('Action and Resource', () => {
  const ssm = (name: string) => `arn:aws:ssm:us-east-1:111111111111:${name}`;
  it.each<[object, string, string, boolean, Page]>([
    [{ Action: 'iam:ListAccessKeys' }, 'IAM:listaccesskeys', '*', true, ACTION],
    [{ Action: 'iam:*AccessKey*' }, 'iam:UpdateAccessKey', '*', true, ACTION],
    [{ Action: 'iam:*AccessKey' }, 'iam:ListAccessKeys', '*', false, ACTION],
    [{ Action: ['sqs:SendMessage', 's3:Get?bject'] }, 's3:GetObject', BUCKET, true, ACTION],
    [{ Action: 's3:GetObject' }, 's3:GetObjectVersion', BUCKET, false, ACTION],
    [{ Action: undefined, NotAction: 's3:DeleteBucket' }, 's3:GetObject', BUCKET, true, NOT_ACTION],
    [{ Action: undefined, NotAction: 's3:DeleteBucket' }, 's3:DeleteBucket', BUCKET, false, NOT_ACTION],
    [{ Action: undefined, NotAction: 'iam:*' }, 'ec2:RunInstances', '*', true, NOT_ACTION],
    [{ Resource: `${BUCKET}/*/test/*` }, 's3:GetObject', `${BUCKET}/1/2/3/test/a.txt`, true, RESOURCE],
    [{ Resource: `${BUCKET}/*/test/*` }, 's3:GetObject', `${BUCKET}/1/2/3/a.txt`, false, RESOURCE],
    [{ Resource: 'arn:aws:s3:::amzn-s3-demo-*' }, 's3:ListBucket', BUCKET, true, RESOURCE],
    [{ Resource: 'arn:aws:s3:::Amzn-*' }, 's3:ListBucket', BUCKET, false, RESOURCE],
    [{ Resource: 'arn:aws:ssm:*:*:parameter/?' }, 'ssm:GetParameter', ssm('parameter/a'), true, RESOURCE],
    [{ Resource: 'arn:aws:ssm:*:*:parameter/?' }, 'ssm:GetParameter', ssm('parameter/ab'), false, RESOURCE],
    // A wildcard at the end of a segment also matches colons.
    [{ Resource: 'arn:aws:ssm:*:parameter/a' }, 'ssm:GetParameter', ssm('parameter/a'), true, RESOURCE],
    [
      { Resource: 'arn:aws:logs:*:*:log-group:*' },
      'logs:PutLogEvents',
      'arn:aws:logs:us-east-1:111111111111:log-group:g:log-stream:s',
      true,
      RESOURCE,
    ],
    // An action without resource-level permissions has the resource *.
    [{ Resource: 'arn:aws:ec2:*:*:instance/*' }, 'ec2:DescribeInstances', '*', false, RESOURCE],
    [
      { Resource: undefined, NotResource: [BUCKET, `${BUCKET}/*`] },
      's3:GetObject',
      `${BUCKET}/a`,
      false,
      NOT_RESOURCE,
    ],
    [
      { Resource: undefined, NotResource: [BUCKET, `${BUCKET}/*`] },
      's3:GetObject',
      'arn:aws:s3:::other/a',
      true,
      NOT_RESOURCE,
    ],
  ])('%j, for %s on %s: %p (%s)', (statement, action, resource, applies) => {
    const decision = evaluate({ identity: [document(statement)] }, requestOf(action, resource));
    expect(decision).toBe(applies ? 'allowed' : 'implicitDeny');
  });
});

describe('policy variables', () => {
  const home = `${BUCKET}/home/\${aws:username}/*`;
  it.each<[string, object, ContextValues, string, boolean, Page]>([
    [
      'stand for the value of their key',
      { Resource: home },
      { 'aws:username': 'ann' },
      `${BUCKET}/home/ann/a`,
      true,
      VARIABLES,
    ],
    [
      'may be written in any case',
      { Resource: home },
      { 'AWS:UserName': 'ann' },
      `${BUCKET}/home/ann/a`,
      true,
      VARIABLES,
    ],
    [
      'do not match another value',
      { Resource: home },
      { 'aws:username': 'bob' },
      `${BUCKET}/home/ann/a`,
      false,
      VARIABLES,
    ],
    ['match nothing without a value', { Resource: home }, {}, `${BUCKET}/home//a`, false, VARIABLES],
    [
      'match a * in their value only literally',
      { Resource: home },
      { 'aws:username': '*' },
      `${BUCKET}/home/ann/a`,
      false,
      VARIABLES,
    ],
    [
      'match nothing if their key is multivalued',
      { Resource: home },
      { 'aws:username': ['ann'] },
      `${BUCKET}/home/ann/a`,
      false,
      VARIABLES,
    ],
    [
      'without a value, stand for their default',
      { Resource: `${BUCKET}/\${aws:PrincipalTag/team, 'company-wide'}/*` },
      {},
      `${BUCKET}/company-wide/a`,
      true,
      VARIABLES,
    ],
    [
      'can quote a *, which then matches a *',
      { Resource: `${BUCKET}/\${*}` },
      {},
      `${BUCKET}/*`,
      true,
      VARIABLES,
    ],
    [
      'can quote a *, which then matches no other text',
      { Resource: `${BUCKET}/\${*}` },
      {},
      `${BUCKET}/a`,
      false,
      VARIABLES,
    ],
    [
      'also stand for values in a condition',
      { Condition: { StringLike: { 's3:prefix': '${aws:username}/*' } } },
      { 's3:prefix': 'ann/x', 'aws:username': 'ann' },
      BUCKET,
      true,
      VARIABLES,
    ],
    [
      'without a value, make a negated condition true',
      { Condition: { StringNotLike: { 's3:prefix': '${aws:username}' } } },
      { 's3:prefix': 'ann' },
      BUCKET,
      true,
      VARIABLES,
    ],
  ])('%s', (_, statement, context, resource, applies) => {
    const decision = evaluate({ identity: [document(statement)] }, get(resource, context));
    expect(decision).toBe(applies ? 'allowed' : 'implicitDeny');
  });

  it(`are text in documents without a version (${VERSION})`, () => {
    const old = parsePolicy({ Statement: { Effect: 'Allow', Action: '*', Resource: home } });
    const decide = (name: string) =>
      evaluate({ identity: [old] }, get(`${BUCKET}/home/${name}/a`, { 'aws:username': 'ann' }));
    expect([decide('ann'), decide('${aws:username}')]).toEqual(['implicitDeny', 'allowed']);
  });
});

describe('Condition', () => {
  const context = {
    'aws:ResourceTag/fleet': 'Lab',
    'aws:PrincipalAccount': '123456789012',
    'aws:SecureTransport': 'true',
    'autoscaling:MaxSize': '10',
    'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/lab/scaler',
    'aws:TagKeys': ['a', 'b'],
    'aws:Empty': [],
  };
  it.each<[object, boolean, Page]>([
    [{ StringEquals: { 'aws:ResourceTag/fleet': 'Lab' } }, true, OPERATORS],
    [{ StringEquals: { 'AWS:resourcetag/FLEET': 'Lab' } }, true, OPERATORS],
    [{ StringEquals: { 'aws:ResourceTag/fleet': 'lab' } }, false, OPERATORS],
    [{ StringEquals: { 'aws:ResourceTag/fleet': 'L*' } }, false, OPERATORS],
    [{ StringEqualsIgnoreCase: { 'aws:ResourceTag/fleet': 'lab' } }, true, OPERATORS],
    [{ StringLike: { 'aws:ResourceTag/fleet': 'L*' } }, true, OPERATORS],
    [{ StringLike: { 'aws:ResourceTag/fleet': 'L?b' } }, true, OPERATORS],
    [{ StringLike: { 'aws:ResourceTag/fleet': ['L?', 'L.b', 'l*'] } }, false, OPERATORS],
    [{ Bool: { 'aws:SecureTransport': true } }, true, OPERATORS],
    [{ Bool: { 'aws:SecureTransport': 'false' } }, false, OPERATORS],
    [{ NumericEquals: { 'autoscaling:MaxSize': 10 } }, true, OPERATORS],
    [{ NumericNotEquals: { 'autoscaling:MaxSize': 10 } }, false, OPERATORS],
    [{ NumericLessThan: { 'autoscaling:MaxSize': '10' } }, false, OPERATORS],
    [{ NumericLessThanEquals: { 'autoscaling:MaxSize': '10' } }, true, OPERATORS],
    [{ NumericGreaterThan: { 'autoscaling:MaxSize': '9' } }, true, OPERATORS],
    [{ NumericGreaterThanEquals: { 'autoscaling:MaxSize': '11' } }, false, OPERATORS],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/lab/*' } }, true, OPERATORS],
    [{ ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/lab/*' } }, true, OPERATORS],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:*:role/lab/*' } }, false, OPERATORS],
    [{ ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/lab/*' } }, false, OPERATORS],
    // For a missing key, most conditions are false. Negated ones are true, and so are those with IfExists.
    [{ StringEquals: { 'aws:Absent': 'x' } }, false, OPERATORS],
    [{ StringLike: { 'aws:Absent': '*' } }, false, OPERATORS],
    [{ Bool: { 'aws:Absent': 'false' } }, false, OPERATORS],
    [{ ArnLike: { 'aws:Absent': '*' } }, false, OPERATORS],
    [{ StringNotEquals: { 'aws:Absent': 'x' } }, true, OPERATORS],
    [{ StringNotLike: { 'aws:Absent': 'x' } }, true, OPERATORS],
    [{ ArnNotEquals: { 'aws:Absent': 'x' } }, true, OPERATORS],
    [{ StringEqualsIfExists: { 'aws:Absent': 'x' } }, true, OPERATORS],
    [{ StringEqualsIfExists: { 'aws:ResourceTag/fleet': 'x' } }, false, OPERATORS],
    [{ BoolIfExists: { 'aws:Absent': 'false' } }, true, OPERATORS],
    [{ Null: { 'aws:Absent': 'true' } }, true, OPERATORS],
    [{ Null: { 'aws:Absent': false } }, false, OPERATORS],
    [{ Null: { 'aws:PrincipalAccount': 'true' } }, false, OPERATORS],
    [{ Null: { 'aws:PrincipalAccount': 'false' } }, true, OPERATORS],
    [{ Null: { 'aws:Empty': 'true' } }, true, OPERATORS],
    // Values are joined by OR, or by NOR if the operator is negated; keys and operators by AND.
    [{ StringEquals: { 'aws:ResourceTag/fleet': ['other', 'Lab'] } }, true, VALUES],
    [{ StringNotEquals: { 'aws:ResourceTag/fleet': ['other', 'Lab'] } }, false, VALUES],
    [{ StringNotEquals: { 'aws:ResourceTag/fleet': ['other', 'lab'] } }, true, VALUES],
    [{ StringEquals: { 'aws:ResourceTag/fleet': 'Lab', 'aws:PrincipalAccount': '1' } }, false, VALUES],
    [
      { StringEquals: { 'aws:ResourceTag/fleet': 'Lab' }, Bool: { 'aws:SecureTransport': 'false' } },
      false,
      VALUES,
    ],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b', 'c'] } }, true, SETS],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } }, false, SETS],
    [{ 'ForAllValues:StringEquals': { 'aws:Absent': ['a'] } }, true, SETS],
    [{ 'ForAllValues:StringLike': { 'aws:Empty': ['a'] } }, true, SETS],
    [{ 'ForAllValues:StringNotEquals': { 'aws:TagKeys': ['b'] } }, false, SETS],
    [{ 'ForAllValues:StringNotEquals': { 'aws:TagKeys': ['c'] } }, true, SETS],
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['b', 'z'] } }, true, SETS],
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['z'] } }, false, SETS],
    [{ 'ForAnyValue:StringEquals': { 'aws:Absent': ['b'] } }, false, SETS],
    [{ 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': ['b'] } }, true, SETS],
    [{ 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': ['a', 'b'] } }, false, SETS],
    [{ 'ForAnyValue:StringNotEquals': { 'aws:Absent': ['b'] } }, false, SETS],
  ])('%j: %p (%s)', (Condition, applies) => {
    const decision = evaluate({ identity: [document({ Condition })] }, get(BUCKET, context));
    expect(decision).toBe(applies ? 'allowed' : 'implicitDeny');
  });

  it.each([
    [{ DateGreaterThan: { 'aws:ResourceTag/fleet': '2020-01-01T00:00:00Z' } }, 'not supported'],
    [{ StringEquals: { 'aws:TagKeys': 'a' } }, 'needs ForAllValues or ForAnyValue'],
  ])('refuses %j, which %s', (Condition, message) => {
    expect(() => evaluate({ identity: [document({ Condition })] }, get(BUCKET, context))).toThrow(message);
  });
});

it.each([
  ['both Action and NotAction', { NotAction: 'a:b' }],
  ['neither Resource nor NotResource', { Resource: undefined }],
  ['a Principal', { Principal: '*' }],
  ['an unknown Effect', { Effect: 'Permit' }],
])('parsePolicy refuses a statement with %s', (_, statement) => {
  expect(() => document(statement)).toThrow();
});
