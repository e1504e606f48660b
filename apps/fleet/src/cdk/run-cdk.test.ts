import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { expect, it } from '@jest/globals';
import { installedTools } from './run-cdk.ts';

async function linesOf(
  env: Readonly<Record<string, string>> = {},
  args: readonly string[] = ['cli-telemetry', '--status'],
): Promise<string> {
  const lines: string[] = [];
  const running = installedTools.cdk({
    args,
    // Do not pass on CI: with it, the CLI never reports its use and never shows notices, so these tests could not fail.
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    onLine: (line) => lines.push(line),
  });
  // If the CLI fails, its lines show why.
  await running.catch(() => undefined);
  return lines.join('\n');
}

it('the CDK CLI does not report its use to AWS', async () => {
  expect(await linesOf()).toMatch(/telemetry is disabled/i);
});

it('the CDK CLI shows no notices', async () => {
  const home = mkdtempSync(join(tmpdir(), 'run-cdk-'));
  const notice = { title: 'Upgrade the CDK', issueNumber: 1, overview: '', schemaVersion: '1' };
  const notices = [{ ...notice, components: [{ name: 'cli', version: '*' }] }];
  mkdirSync(join(home, 'cache'));
  writeFileSync(join(home, 'cache/notices.json'), JSON.stringify({ expiration: 1e15, notices }));
  expect(await linesOf({ CDK_HOME: home })).not.toMatch(/notice|acknowledge/i);
  rmSync(home, { recursive: true });
});

it('the CDK CLI does not warn of Node.js 20', async () => {
  const home = mkdtempSync(join(tmpdir(), 'run-cdk-'));
  const version = "Object.defineProperty(process,'version',{value:'v20.19.0'})";
  // This command creates a client of the SDK, which would warn. Then it fails, because nothing listens at the address.
  const lines = await linesOf(
    {
      ...{ CDK_HOME: home, AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_MAX_ATTEMPTS: '1' },
      ...{ AWS_ACCESS_KEY_ID: 'AKIDNODE20', AWS_SECRET_ACCESS_KEY: 'secret' },
      NODE_OPTIONS: `--import=data:text/javascript,${version}`,
    },
    ['bootstrap', 'aws://111111111111/us-east-1', '--app', ''],
  );
  expect(lines).toContain('NoCredentials');
  expect(lines).not.toContain('NodeVersionSupportWarning');
  rmSync(home, { recursive: true });
});

it("the error names the CDK's cache if the cache has the wrong account for the access key", async () => {
  await using aws = await AwsServer.start((_, reply) => reply.fail('InvalidAction', 'none'));
  const { CDK_HOME: home = '' } = aws.environment;
  mkdirSync(join(home, 'cache'), { recursive: true });
  const cached = { test: { accountId: '111111111111', partition: 'aws' } };
  writeFileSync(join(home, 'cache/accounts_partitions.json'), JSON.stringify(cached));
  const lines: string[] = [];
  const run = installedTools.cdk({
    args: ['bootstrap', 'aws://222222222222/eu-central-1', '--app', ''],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], CI: 'true', ...aws.environment },
    onLine: (line) => lines.push(line),
  });
  await expect(run).rejects.toMatchObject({
    name: 'WrongAccountError',
    message: [
      'cdk bootstrap: failed: it needs credentials of account 222222222222, but according to the CDK the access key in use belongs to account 111111111111',
      `  The CDK remembers the account of each access key. If it is wrong, delete its file, then try again: rm '${home}/cache/accounts_partitions.json'`,
    ].join('\n'),
  });
  expect(lines.join('\n')).toContain('IncorrectDefaultCredentials');
});
