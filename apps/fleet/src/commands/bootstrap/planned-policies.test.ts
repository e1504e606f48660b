import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { allows, denies, wrongCases } from '@agent-aws-stack/iam-evaluator/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CdkRun } from '../../cdk/tools.ts';
import { runFleet } from '../../testing/run-fleet.ts';
import { bootstrapCommand } from './command.ts';
import { FakeIam } from './testing/fake-iam.ts';

let iam: FakeIam;
let aws: AwsServer;
let cdkRuns: CdkRun[];
beforeEach(async () => {
  iam = new FakeIam();
  cdkRuns = [];
  aws = await AwsServer.start(iam.answer);
});
afterEach(() => aws[Symbol.asyncDispose]());

const bootstrap = (...args: readonly string[]) =>
  runFleet(
    (shell) =>
      bootstrapCommand(shell, {
        cdk: async (cdkRun) => {
          cdkRuns.push(cdkRun);
          const qualifier = cdkRun.args[cdkRun.args.indexOf('--qualifier') + 1];
          const role = `cdk-${cdkRun.args.includes('--qualifier') ? qualifier : 'hnb659fds'}-cfn-exec-role`;
          iam.attached.set(`${role}-111111111111-${cdkRun.env?.['AWS_REGION']}`, attachedPolicies(-1));
        },
      }),
    ['bootstrap', '--yes', ...args],
    { env: aws.environment },
  );

const PREFIX = 'arn:aws:iam::111111111111:policy/agent-aws-stack-';
const OWN = `${PREFIX}permissions-boundary`;
const MINE = 'arn:aws:iam::111111111111:policy/developer-boundary';
const ROLE = 'arn:aws:iam::111111111111:role/ci-scalerLambdaRole1D61EB11-1';

/** The context of requests about a role that has this permissions boundary, or none. */
const withBoundary = (boundary: string | undefined) => ({
  'aws:PrincipalAccount': '111111111111',
  'iam:PermissionsBoundary': boundary,
});
const attachedPolicies = (run = 0) => {
  const args = cdkRuns.at(run)?.args ?? [];
  return args[args.indexOf('--cloudformation-execution-policies') + 1]?.split(',') ?? [];
};
const deployed = () =>
  attachedPolicies().map((arn) => iam.versions(arn.split('/').at(-1) ?? '').at(-1)?.document);

const LEAVING = ['iam:DeleteRolePermissionsBoundary', 'iam:UpdateAssumeRolePolicy'];

/** What CloudFormation may do if it must put this boundary on roles. */
const requires = (boundary: string) => [
  ...allows(['iam:CreateRole', 'iam:PutRolePolicy'], ROLE, withBoundary(boundary)),
  ...denies(['iam:CreateRole', 'iam:PutRolePolicy'], ROLE, withBoundary(undefined)),
  ...denies(['iam:CreateRole', 'iam:PutRolePolicy'], ROLE, withBoundary('arn:aws:iam::aws:policy/Other')),
  ...denies(LEAVING, ROLE, withBoundary(boundary)),
];
const requiresNone = [
  ...allows(['iam:CreateRole', 'iam:PutRolePolicy', ...LEAVING], ROLE, withBoundary(undefined)),
  ...denies('iam:CreateRole', 'arn:aws:iam::111111111111:role/payments-Lambda', withBoundary(undefined)),
];

describe('the permissions boundary', () => {
  it('is created, but required only if an option says so', async () => {
    const { err } = await bootstrap();
    expect(iam.versions('agent-aws-stack-permissions-boundary')).toHaveLength(1);
    expect(err).toContain(
      'execution-policy-roles from apps/infra/execution-policy/roles.json; it requires no',
    );
    expect(wrongCases(deployed(), requiresNone)).toEqual([]);
  });

  it.each([
    [['--permissions-boundary'], OWN],
    [[`--permissions-boundary=${MINE}`], MINE],
  ])('is required with %s', async (options, boundary) => {
    const { err } = await bootstrap(...options);
    expect(err).toContain(`; it requires the permissions boundary ${boundary.split('/')[1]}`);
    expect(wrongCases(deployed(), requires(boundary))).toEqual([]);
  });

  it.each([
    [['--permissions-boundary'], OWN],
    [[`--permissions-boundary=${MINE}`], MINE],
  ])('stays required after %s, until --no-permissions-boundary ends that', async (options, boundary) => {
    await bootstrap(...options);
    await bootstrap();
    expect(wrongCases(deployed(), requires(boundary))).toEqual([]);
    await bootstrap('--no-permissions-boundary');
    expect(wrongCases(deployed(), requiresNone)).toEqual([]);
  });
});

describe("CloudFormation's role", () => {
  it.each([
    [[], ['resources', 'roles', 'upgrade']],
    [['--no-upgrade-rights'], ['resources', 'roles']],
  ])('gets, with the options %s, the policies %s', async (options, parts) => {
    await bootstrap(...options);
    expect(attachedPolicies()).toEqual(parts.map((part) => `${PREFIX}execution-policy-${part}`));
  });

  const other = ['--qualifier', 'agents', '--toolkit-stack-name', 'CDKToolkit-agents'];
  it.each([
    ['', [], ['resources', 'roles']],
    [' until --upgrade-rights asks for them', ['--upgrade-rights'], ['resources', 'roles', 'upgrade']],
    [
      ', but the role of another region gets them',
      ['aws://111111111111/eu-west-2'],
      ['resources', 'roles', 'upgrade'],
    ],
    [', but the role of another qualifier gets them', other, ['resources', 'roles', 'upgrade']],
  ])('stays without the rights for upgrades%s', async (_, options, parts) => {
    await bootstrap();
    await bootstrap('--no-upgrade-rights');
    await bootstrap(...options);
    expect(attachedPolicies(-1)).toEqual(parts.map((part) => `${PREFIX}execution-policy-${part}`));
  });

  it('keeps the policy of earlier versions in regions that are not bootstrapped again', async () => {
    const earlier = { id: 'v1', document: { Statement: [] }, isDefault: true };
    iam.policies.set('agent-aws-stack-execution-policy', [earlier]);
    await bootstrap();
    expect(iam.versions('agent-aws-stack-execution-policy')).toEqual([earlier]);
  });
});
