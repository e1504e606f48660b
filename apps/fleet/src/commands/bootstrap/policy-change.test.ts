import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { executionPolicy } from '../../observe/execution-policies.ts';
import type { CdkRun } from '../../cdk/tools.ts';
import { runFleet } from '../../testing/run-fleet.ts';
import { bootstrapCommand } from './command.ts';
import { FakeIam, oldVersion } from './testing/fake-iam.ts';

const NAME = 'agent-aws-stack-execution-policy-resources';
const current = executionPolicy('resources', 'aws');

let iam: FakeIam;
let aws: AwsServer;
let cdkRuns: CdkRun[];
beforeEach(async () => {
  iam = new FakeIam();
  cdkRuns = [];
  aws = await AwsServer.start(iam.answer);
});
afterEach(() => aws[Symbol.asyncDispose]());

const run = (args: readonly string[]) =>
  runFleet(
    (shell) => bootstrapCommand(shell, { cdk: async (cdkRun) => void cdkRuns.push(cdkRun) }),
    ['bootstrap', ...args],
    { env: aws.environment },
  );

describe('an execution policy', () => {
  it('is created, and the bootstrap uses it', async () => {
    const { code, out, err } = await run(['--yes']);
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringMatching(
        /^aws:\/\/111111111111\/eu-central-1 is ready for fleets\.\nNext, .*: npm run fleet -- token put\n$/,
      ),
    });
    expect(err).toMatch(
      /^Account 111111111111, region eu-central-1, as user\/ops\n1\. Creates the policy agent-aws-stack-permissions-boundary [^]*^2\. Creates the policy agent-aws-stack-execution-policy-resources [^]*^5\. Bootstraps aws:\/\//m,
    );
    expect(iam.versions(NAME)).toEqual([{ id: 'v1', document: current, isDefault: true }]);
  });

  it('is not changed if it is up to date', async () => {
    iam.policies.set(NAME, [{ id: 'v3', document: current, isDefault: true }]);
    expect((await run(['--yes'])).err).toContain('is up to date (v3)');
    expect(aws.count('CreatePolicyVersion')).toBe(0);
    expect(cdkRuns).toHaveLength(1);
  });

  it('gets a new version, and keeps its other versions while there is room', async () => {
    iam.policies.set(NAME, [oldVersion('v1'), oldVersion('v2', true)]);
    await run(['--yes']);
    expect(iam.versions(NAME).map(({ id, isDefault }) => [id, isDefault])).toEqual([
      ['v1', false],
      ['v2', false],
      ['v6', true],
    ]);
  });

  it('makes room among five versions by deleting the oldest one that is not the default', async () => {
    iam.policies.set(NAME, [
      oldVersion('v2', true),
      oldVersion('v5'),
      oldVersion('v3'),
      oldVersion('v4'),
      oldVersion('v6'),
    ]);
    const { err } = await run(['--yes']);
    expect(err).toContain('in place of v2, and deletes its oldest version, v3, to make room');
    expect(iam.versions(NAME).map(({ id }) => id)).toEqual(['v2', 'v5', 'v4', 'v6', 'v8']);
    expect(iam.versions(NAME).at(-1)).toMatchObject({ document: current, isDefault: true });
  });

  it('is written for the partition of the account', async () => {
    iam.partition = 'aws-us-gov';
    await run(['--yes']);
    const text = JSON.stringify([...iam.policies]);
    expect(text).toContain('"arn:aws-us-gov:iam::*:role/');
    expect(text).not.toContain('"arn:aws:');
  });
});
