import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { installedTools } from './run-cdk.ts';

async function linesOf(env: Readonly<Record<string, string>> = {}): Promise<string> {
  const lines: string[] = [];
  await installedTools.cdk({
    args: ['cli-telemetry', '--status'],
    // Without the variable CI, with which the CLI never reports its use or shows notices.
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    onLine: (line) => lines.push(line),
  });
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
