import { readFileSync } from 'node:fs';
import { AwsServer, type AwsAnswer } from '@agent-aws-stack/aws-clients/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EXECUTION_POLICY_FILE, readPolicyDocument } from '../../observe/policy-document.ts';
import type { CdkRun } from '../../cdk/tools.ts';
import type { FakeAnswers } from '../../testing/fake-shell.ts';
import { runFleet } from '../../testing/run-fleet.ts';
import { bootstrapCommand } from './command.ts';

const ARN = 'arn:aws:iam::111111111111:policy/agent-aws-stack-execution-policy';
const current = readPolicyDocument(EXECUTION_POLICY_FILE, 'aws');

interface Version {
  readonly id: string;
  readonly document: object;
  readonly isDefault: boolean;
}

let versions: Version[];
let partition: string;
let aws: AwsServer;
let cdkRuns: CdkRun[];

const answer: AwsAnswer = ({ action, input }, reply) => {
  const versionOf = ({ id, isDefault }: Version) => ({
    VersionId: id,
    IsDefaultVersion: isDefault,
    CreateDate: `2026-01-0${id.slice(1)}T00:00:00Z`,
  });
  switch (action) {
    case 'GetCallerIdentity':
      return reply.ok({ Account: '111111111111', Arn: `arn:${partition}:iam::111111111111:user/ops` });
    case 'ListPolicyVersions':
      if (versions.length === 0) return reply.fail('NoSuchEntity', 'no such policy', 404);
      return reply.ok({ Versions: versions.map(versionOf), IsTruncated: false });
    case 'GetPolicyVersion': {
      const { document } = versions.find(({ id }) => id === input['VersionId'])!;
      return reply.ok({ PolicyVersion: { Document: encodeURIComponent(JSON.stringify(document)) } });
    }
    case 'CreatePolicy':
      versions.push({ id: 'v1', document: JSON.parse(String(input['PolicyDocument'])), isDefault: true });
      return reply.ok({ Policy: { Arn: ARN } });
    case 'CreatePolicyVersion': {
      if (versions.length >= 5) return reply.fail('LimitExceeded', 'five versions', 409);
      const document = JSON.parse(String(input['PolicyDocument'])) as object;
      const id = `v${versions.length + 4}`;
      versions = [
        ...versions.map((each) => ({ ...each, isDefault: false })),
        { id, document, isDefault: true },
      ];
      return reply.ok({ PolicyVersion: { VersionId: id } });
    }
    case 'DeletePolicyVersion':
      versions = versions.filter(({ id }) => id !== input['VersionId']);
      return reply.ok();
    default:
      return reply.fail('InvalidAction', action);
  }
};

beforeEach(async () => {
  versions = [];
  partition = 'aws';
  cdkRuns = [];
  aws = await AwsServer.start(answer);
});
afterEach(() => aws[Symbol.asyncDispose]());

const run = (args: readonly string[], answers: FakeAnswers = {}) =>
  runFleet(
    (shell) =>
      bootstrapCommand(shell, {
        cdk: async (run) => void cdkRuns.push(run),
      }),
    ['bootstrap', ...args],
    { ...answers, env: aws.environment },
  );

const old = (id: string, isDefault = false): Version => ({ id, document: { Statement: [] }, isDefault });

describe('bootstrap', () => {
  it('creates the policy, then bootstraps with it', async () => {
    const { code, out, err } = await run(['--yes']);
    expect({ code, out }).toEqual({ code: 0, out: 'aws://111111111111/eu-central-1 is ready for fleets.\n' });
    expect(err).toMatch(
      /^Account 111111111111, region eu-central-1, as user\/ops\n1\. Creates the policy agent-aws-stack-execution-policy[^]*^2\. Bootstraps aws:\/\//m,
    );
    expect(versions).toEqual([{ id: 'v1', document: current, isDefault: true }]);
    expect(cdkRuns).toMatchObject([
      {
        args: [
          ...['bootstrap', 'aws://111111111111/eu-central-1', '--app', ''],
          ...['--cloudformation-execution-policies', ARN],
        ],
      },
    ]);
  });

  it('does not change a policy that is up to date', async () => {
    versions = [{ id: 'v3', document: current, isDefault: true }];
    expect((await run(['--yes'])).err).toContain('is up to date (v3)');
    expect(aws.count('CreatePolicyVersion')).toBe(0);
    expect(cdkRuns).toHaveLength(1);
  });

  it('adds a version while there is room, and keeps the others', async () => {
    versions = [old('v1'), old('v2', true)];
    await run(['--yes']);
    expect(versions.map(({ id, isDefault }) => [id, isDefault])).toEqual([
      ['v1', false],
      ['v2', false],
      ['v6', true],
    ]);
  });

  it('deletes the oldest of five that is not the default, and keeps the rest', async () => {
    versions = [old('v2', true), old('v5'), old('v3'), old('v4'), old('v6')];
    const { err } = await run(['--yes']);
    expect(err).toContain('in place of v2, and deletes its oldest version, v3, to make room');
    expect(versions.map(({ id }) => id)).toEqual(['v2', 'v5', 'v4', 'v6', 'v8']);
    expect(versions.at(-1)).toMatchObject({ document: current, isDefault: true });
  });

  it("passes on the CDK's own options, and the region of the environment argument", async () => {
    const own = ['--qualifier', 'agents', '--toolkit-stack-name', 'CDKToolkit-agents'];
    await run(['aws://111111111111/eu-west-1', ...own, '--yes']);
    expect(cdkRuns).toMatchObject([
      {
        args: expect.arrayContaining(['aws://111111111111/eu-west-1', ...own]),
        env: { AWS_REGION: 'eu-west-1', CDK_DEPLOY_REGION: 'eu-west-1' },
      },
    ]);
  });

  it.each([[['--qualifier', 'agents']], [['--qualifier=agents']]])(
    'refuses a custom qualifier for the default toolkit stack: %s',
    async (qualifier) => {
      const { code, err } = await run([...qualifier, '--region', 'eu-west-1', '--yes']);
      expect(code).toBe(2);
      expect(err).toContain(
        'npm run fleet -- bootstrap --qualifier agents --toolkit-stack-name CDKToolkit-agents --region eu-west-1',
      );
      expect([cdkRuns, versions]).toEqual([[], []]);
    },
  );

  it.each([
    ['a mistyped option', ['--qualifer', 'agents', '--yes'], /unknown option '--qualifer'[^]*--qualifier/],
    ['tags without a value', ['--tags', 'team', '--yes'], /^--tags: team is not key=value/],
    ['an invalid environment', ['eu-west-1', '--yes'], /aws:\/\/<12 digits of the account>\/<region>/],
  ])('changes nothing for %s', async (_, args, message) => {
    expect(await run(args)).toMatchObject({ code: 2, err: expect.stringMatching(message) });
    expect([cdkRuns, versions]).toEqual([[], []]);
  });

  it('passes on repeated options and switches', async () => {
    await run(['--trust', '222222222222', '333333333333', '--termination-protection', '--yes']);
    const others = ['--trust', '222222222222', '--trust', '333333333333', '--termination-protection'];
    expect(cdkRuns[0]?.args).toEqual(expect.arrayContaining(others));
  });

  it('accepts the default qualifier, or any qualifier if the toolkit stack is named', async () => {
    expect(await run(['--qualifier', 'hnb659fds', '--yes'])).toMatchObject({ code: 0 });
    expect(await run(['--qualifier=agents', '--toolkit-stack-name=CDKToolkit', '--yes'])).toMatchObject({
      code: 0,
    });
  });

  const mine = 'arn:aws:iam::aws:policy/Mine';
  it.each([
    [[mine], mine],
    [[mine, `${mine}2`], `${mine},${mine}2`],
    [[`${mine},${mine}2`], `${mine},${mine}2`],
  ])('creates no policy if the user names policies: %j', async (given, passedOn) => {
    await run(['--yes', '--cloudformation-execution-policies', ...given]);
    expect(versions).toEqual([]);
    expect(cdkRuns[0]?.args).toContain(passedOn);
  });

  it("accepts the JavaScript stack's command line without a terminal, and first prints what it will do", async () => {
    const policies = ['--cloudformation-execution-policies', mine];
    const { code, err } = await run(['aws://111111111111/eu-west-1', ...policies, '--verbose']);
    expect(code).toBe(0);
    expect(err).toContain(`Bootstraps aws://111111111111/eu-west-1; CloudFormation gets ${mine} there`);
    expect(cdkRuns[0]?.args).toEqual(expect.arrayContaining([...policies, '--verbose']));
  });

  it('asks at a terminal, and changes nothing if the answer is no', async () => {
    const { code, shell } = await run([], { confirm: false });
    expect({ code, questions: shell.questions }).toEqual({ code: 1, questions: ['Continue?'] });
    expect({ versions, cdkRuns }).toEqual({ versions: [], cdkRuns: [] });
  });

  it('prints which options have no effect, and passes on the others', async () => {
    const { code, err } = await run([
      '-a',
      'node app.js',
      '--require-approval',
      'never',
      '-v',
      '-f',
      '--no-color',
    ]);
    expect(code).toBe(0);
    expect(err).toMatch(/^--app has no effect here: the CDK app is not run\.$/m);
    expect(err).toMatch(
      /^--require-approval has no effect here: .*\n--no-color|--no-color has no effect here/m,
    );
    expect(cdkRuns[0]?.args.slice(-2).sort()).toEqual(['--force', '--verbose']);
  });

  it.each([
    [['--no-public-access-block-configuration'], ['--no-public-access-block-configuration']],
    [[], []],
  ])('passes on %j unchanged', async (given, passedOn) => {
    await run(given);
    expect(cdkRuns[0]?.args.slice(6)).toEqual(passedOn);
  });

  it('writes the policy for the partition', async () => {
    partition = 'aws-us-gov';
    await run(['--yes']);
    const text = JSON.stringify(versions[0]?.document);
    expect(text).toContain('"arn:aws-us-gov:iam::*:role/');
    expect(text).not.toContain('"arn:aws:');
  });

  it.each([
    [['aws://222222222222/eu-west-1', '--yes'], 1, /the credentials in use belong to account 111111111111/],
    [['aws://1234/eu-west-1', '--yes'], 2, /an environment is written aws:/],
    [
      ['aws://111111111111/eu-west-1', 'aws://111111111111/eu-west-2', '--yes'],
      2,
      /Expected 1 argument but got 2/,
    ],
    [['--context', '@aws-cdk/core:bootstrapQualifier=agents'], 2, /--toolkit-stack-name: not given/],
  ])('refuses %j and changes nothing', async (args, code, message) => {
    const ran = await run(args);
    expect(ran.code).toBe(code);
    expect(ran.err).toMatch(message);
    expect({ versions, cdkRuns }).toEqual({ versions: [], cdkRuns: [] });
  });

  it("sends a document within IAM's limit of 6144 characters, not counting white space", () => {
    expect(readFileSync(EXECUTION_POLICY_FILE, 'utf8').replaceAll(/\s/g, '').length).toBeLessThanOrEqual(
      6144,
    );
  });
});
