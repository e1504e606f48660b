import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { Command } from 'commander';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { fleetCommand, withYes } from '../../cli/common-options.ts';
import { readBundle } from './bundle.ts';
import { deployFunction, type DeployFunctionOptions } from './deploy-function.ts';
import type { FakeAnswers } from '../../testing/fake-shell.ts';
import { identified } from '../../testing/fake-site.ts';
import { runFleet } from '../../testing/run-fleet.ts';
import { installation } from '@agent-aws-stack/installation';
import { functionCommand } from './command.ts';
import { FakeFunction, FUNCTION, PATH } from './testing/fake-function.ts';

let apps: string;
let fake: FakeFunction;
let aws: AwsServer;

beforeEach(async () => {
  apps = mkdtempSync(join(tmpdir(), 'bundles-'));
  mkdirSync(join(apps, 'agent-scaler/dist'), { recursive: true });
  for (const name of ['index.mjs', 'chunk-1.mjs', 'package.json'])
    writeFileSync(join(apps, 'agent-scaler/dist', name), `// ${name}`);
  fake = new FakeFunction();
  aws = await AwsServer.start(identified(fake.answer));
});
afterEach(async () => {
  await aws[Symbol.asyncDispose]();
  rmSync(apps, { recursive: true });
});

const builtIn = (lambda: string): string => join(apps, lambda, 'dist');

/** The command with the bundle of this test. */
const run = (args: readonly string[], answers: FakeAnswers = {}) =>
  runFleet(
    (shell) =>
      new Command('function').addCommand(
        withYes(fleetCommand('deploy', ''))
          .option('--stack <name>')
          .action((options: DeployFunctionOptions) =>
            deployFunction('agent-scaler', options, shell, () => readBundle('agent-scaler', builtIn)),
          ),
      ),
    ['function', 'deploy', ...args],
    { ...answers, env: aws.environment },
  );

it('function deploy updates the code from the bundle, waits for the update, and prints how long the code stays', async () => {
  fake.updates = [
    { status: 'Successful' },
    { status: 'InProgress' },
    { status: 'InProgress' },
    { status: 'Successful' },
  ];
  const { code, out, err } = await run(['--stack', 'dev', '--yes']);
  expect({ code, out }).toEqual({ code: 0, out: `${FUNCTION} runs the code of apps/agent-scaler/dist.\n` });
  expect(err).toMatch(/^Account 111111111111, region eu-central-1, as user\/ops\n/);
  expect(err).toContain('the code stays until a deployment changes this function.');
  expect(Object.keys(unzipSync(fake.zip ?? new Uint8Array()))).toEqual(['chunk-1.mjs', 'index.mjs']);
  expect(aws.count(`GET ${PATH}`)).toBe(4);
});

it('function deploy updates nothing if the function already runs this code', async () => {
  await run(['--stack', 'dev', '--yes']);
  const { out } = await run(['--stack', 'dev', '--yes', '--json']);
  expect(JSON.parse(out).fleets).toMatchObject([{ fleet: 'dev', function: FUNCTION, updated: false }]);
  expect(aws.count(`PUT ${PATH}/code`)).toBe(1);
});

it('function deploy waits for another update to end before it asks', async () => {
  fake.updates = [{ status: 'InProgress' }, { status: 'Successful' }];
  const { code, shell } = await run(['--stack', 'dev'], { confirm: false });
  expect({ code, questions: shell.questions }).toEqual({ code: 1, questions: ['Update it?'] });
  expect(fake.zip).toBeUndefined();
});

it('function deploy updates nothing without --stack and exits with 0, because `nx affected` passes no --stack', async () => {
  rmSync(join(apps, 'agent-scaler'), { recursive: true });
  expect(await run([])).toMatchObject({
    code: 0,
    err: expect.stringContaining('Nothing is updated without --stack'),
  });
  expect(aws.calls).toEqual([]);
});

it.each<[string, () => void, RegExp]>([
  [
    'a missing stack',
    () => (fake.stackStatus = undefined),
    /^stack dev: does not exist in eu-central-1\n {2}Name the stack/m,
  ],
  [
    'a stack that is being updated',
    () => (fake.stackStatus = 'UPDATE_IN_PROGRESS'),
    /^stack dev: is UPDATE_IN_PROGRESS\n {2}Wait until/m,
  ],
  [
    'a stack without the function',
    () => (fake.ids = {}),
    /^stack dev: has no scalerLambdaEE0B7FDF.*\n {2}Deploy the fleet/m,
  ],
  [
    'a missing function',
    () => (fake.ids = { scalerLambdaEE0B7FDF: 'gone' }),
    /^function gone: does not exist/m,
  ],
  [
    'a concurrent update',
    () => (fake.refusal = 'ResourceConflictException'),
    /^lambda:UpdateFunctionCode on function dev-/m,
  ],
  [
    'an update that fails',
    () => (fake.updates = [{ status: 'Successful' }, { status: 'Failed', reason: 'no room' }]),
    /^function dev-.*: the update failed: no room\n {2}It still runs its previous code$/m,
  ],
  [
    'an update that never ends',
    () => (fake.updates = [{ status: 'InProgress' }]),
    /an update is still in progress after 5 minutes/,
  ],
])(
  'function deploy fails, and its error names the stack or the function: %s',
  async (_, prepare, message) => {
    prepare();
    const { code, err } = await run(['--stack', 'dev', '--yes']);
    expect(code).toBe(1);
    expect(err).toMatch(message);
  },
);

it('function deploy fails if the bundle is not built', () => {
  expect(() => readBundle('ssh-keys-updater', builtIn)).toThrow(/the Lambda is not built/);
});

it('function deploy accepts only the three Lambdas', async () => {
  const { code, err } = await runFleet(functionCommand, ['function', 'deploy', 'scaler']);
  expect(code).toBe(2);
  expect(err).toContain('agent-scaler, ssh-keys-updater, az-rebalance-suspender');
});

it('function deploy calls the actions that docs/deploy.md lists and sts:GetCallerIdentity, and no others', async () => {
  await run(['--stack', 'dev', '--yes']);
  const names: Record<string, string> = {
    [`GET ${PATH}`]: 'GetFunction',
    [`PUT ${PATH}/code`]: 'UpdateFunctionCode',
  };
  const called = aws.calls.map(({ service, action }) => `${service}:${names[action] ?? action}`);
  const [, section = ''] = readFileSync(join(installation.root, 'docs/deploy.md'), 'utf8').split(
    '### One Lambda alone',
  );
  const [, statement = ''] = /```json\n([^]*?)```/.exec(section) ?? [];
  const { Action: allowed } = JSON.parse(statement) as { Action: string[] };
  expect([...new Set(called)].sort()).toEqual([...allowed, 'sts:GetCallerIdentity'].sort());
});
