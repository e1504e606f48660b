import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CdkRun } from '../../cdk/tools.ts';
import { WrongAccountError } from '../../cdk/wrong-account.ts';
import type { FakeAnswers } from '../../testing/fake-shell.ts';
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

const run = (args: readonly string[], answers: FakeAnswers = {}) =>
  runFleet(
    (shell) => bootstrapCommand(shell, { cdk: async (cdkRun) => void cdkRuns.push(cdkRun) }),
    ['bootstrap', ...args],
    { ...answers, env: aws.environment },
  );

describe('bootstrap', () => {
  it("passes on the CDK's own options, and the region of the environment argument", async () => {
    const own = ['--qualifier', 'agents', '--toolkit-stack-name', 'CDKToolkit-agents'];
    const { out } = await run(['aws://111111111111/eu-west-1', ...own, '--yes']);
    expect(out).toContain('npm run fleet -- token put --region eu-west-1\n');
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
      expect([cdkRuns, [...iam.policies]]).toEqual([[], []]);
    },
  );

  it("says that the policies are done if the CDK refuses the credentials, and hides the CDK's stack trace", async () => {
    const failing = async ({ onLine }: CdkRun) => {
      onLine?.('IncorrectDefaultCredentials: Need to perform AWS calls');
      onLine?.('    at SdkProvider.resolve (index.js:1:1)');
      throw new WrongAccountError('cdk bootstrap', 'failed: another account', {});
    };
    const { code, err } = await runFleet(
      (shell) => bootstrapCommand(shell, { cdk: failing }),
      ['bootstrap', '--yes'],
      { env: aws.environment },
    );
    expect(code).toBe(1);
    expect(err).toMatch(
      /IncorrectDefaultCredentials[^]*\ncdk bootstrap: failed: another account\n {2}Steps 1 to 4 are done: the policies are up to date\n$/,
    );
    expect(err).not.toContain('SdkProvider');
  });

  it.each([
    ['a mistyped option', ['--qualifer', 'agents', '--yes'], /unknown option '--qualifer'[^]*--qualifier/],
    ['tags without a value', ['--tags', 'team', '--yes'], /^--tags: team is not key=value/],
    [
      'a boundary that is not a policy',
      ['--permissions-boundary', 'aws://111111111111/eu-west-1', '--yes'],
      /^--permissions-boundary: aws:\/\/.* is not the ARN/,
    ],
    [
      "--permissions-boundary together with policies of the user's own",
      [
        '--yes',
        '--permissions-boundary',
        '--cloudformation-execution-policies',
        'arn:aws:iam::aws:policy/Mine',
      ],
      /^--permissions-boundary: has no effect with --cloudformation-execution-policies/,
    ],
    [
      "--no-permissions-boundary together with policies of the user's own",
      [
        '--yes',
        '--no-permissions-boundary',
        '--cloudformation-execution-policies',
        'arn:aws:iam::aws:policy/Mine',
      ],
      /^--no-permissions-boundary: has no effect/,
    ],
    ['an invalid environment', ['eu-west-1', '--yes'], /aws:\/\/<12 digits of the account>\/<region>/],
  ])('changes nothing for %s', async (_, args, message) => {
    expect(await run(args)).toMatchObject({ code: 2, err: expect.stringMatching(message) });
    expect([cdkRuns, [...iam.policies]]).toEqual([[], []]);
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

  it('creates the missing log groups of instances, and gives 30 days of retention to these and to log groups without a retention', async () => {
    iam.logGroups.set('/semaphore/agent', undefined).set('/semaphore/cloud-init', undefined);
    iam.logGroups.set('/semaphore/system', 90);
    iam.logGroups.set('/semaphore/of-somebody-else', undefined);
    const { err } = await run(['--yes']);
    expect(err).toContain(
      '\n6. Creates 8 log groups for instances, with a retention of 30 days, and gives a retention of 30 days to 2 log groups without one\n',
    );
    expect(Object.fromEntries(iam.logGroups)).toMatchObject({
      '/semaphore/agent': 30,
      '/semaphore/agent/health': 30,
      '/semaphore/boot': 30,
      '/semaphore/EC2Launch/output': 30,
      '/semaphore/system': 90,
      '/semaphore/of-somebody-else': undefined,
    });
    expect((await run(['--yes'])).err).not.toContain('log group');
  });

  const mine = 'arn:aws:iam::aws:policy/Mine';
  it.each([
    [[mine], mine],
    [[mine, `${mine}2`], `${mine},${mine}2`],
    [[`${mine},${mine}2`], `${mine},${mine}2`],
  ])('creates only the boundary if the user names policies: %j', async (given, passedOn) => {
    await run(['--yes', '--cloudformation-execution-policies', ...given]);
    expect([...iam.policies.keys()]).toEqual(['agent-aws-stack-permissions-boundary']);
    expect(cdkRuns[0]?.args).toContain(passedOn);
  });

  it("accepts the JavaScript stack's command line without a terminal, and first prints what it will do", async () => {
    const policies = ['--cloudformation-execution-policies', mine];
    const { code, err } = await run(['aws://111111111111/eu-west-1', ...policies, '--verbose']);
    expect(code).toBe(0);
    expect(err).toContain(
      `Bootstraps aws://111111111111/eu-west-1, and gives CloudFormation the permissions of ${mine}`,
    );
    expect(cdkRuns[0]?.args).toEqual(expect.arrayContaining([...policies, '--verbose']));
  });

  it('asks at a terminal, and changes nothing if the answer is no', async () => {
    const { code, shell } = await run([], { confirm: false });
    expect({ code, questions: shell.questions }).toEqual({ code: 1, questions: ['Continue?'] });
    expect([[...iam.policies], cdkRuns]).toEqual([[], []]);
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
    expect(err).toMatch(/^--require-approval has no effect here: /m);
    expect(err).toMatch(/^--no-color has no effect here/m);
    expect(cdkRuns[0]?.args.slice(-2).sort()).toEqual(['--force', '--verbose']);
  });

  it.each([
    [['--no-public-access-block-configuration'], ['--no-public-access-block-configuration']],
    [[], []],
  ])('passes on %j unchanged', async (given, passedOn) => {
    await run(given);
    expect(cdkRuns[0]?.args.slice(6)).toEqual(passedOn);
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
    expect([[...iam.policies], cdkRuns]).toEqual([[], []]);
  });
});
