import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { AwsServer, FakeAccount } from '@agent-aws-stack/aws-clients/testing';
import { ResponseServer } from './testing/response-server.ts';
import { event } from './testing/events.ts';

const bundle = join(import.meta.dirname, '../dist/index.mjs');

it('the bundle suspends only AZRebalance, and reports success to CloudFormation', async () => {
  const account = new FakeAccount();
  await using aws = await AwsServer.start(account.answer);
  await using cloudFormation = await ResponseServer.start((response) => response.end());
  const folder = await mkdtemp(join(tmpdir(), 'suspender-'));
  const authority = join(folder, 'ca.pem');
  await writeFile(authority, cloudFormation.ca);
  const script = `
    const { handler } = await import(${JSON.stringify(bundle)});
    await handler(${JSON.stringify(event('Create', { ResponseURL: cloudFormation.url }))},
      { getRemainingTimeInMillis: () => 60000 });`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...aws.environment, NODE_EXTRA_CA_CERTS: authority },
  });
  await rm(folder, { recursive: true });

  expect(account.suspended).toEqual(['AZRebalance']);
  expect(cloudFormation.received.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
    { Status: 'SUCCESS' },
  ]);
});
