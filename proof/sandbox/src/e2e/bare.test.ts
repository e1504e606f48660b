import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

it('npm run sandbox -- --bare prints the variables of a region without a fleet, and removes the region on Ctrl-C', async () => {
  const main = join(import.meta.dirname, '../main.ts');
  const child = spawn(process.execPath, [main, '--bare'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
  const exited = once(child, 'exit');
  try {
    while (!output.includes('help  ')) {
      await Promise.race([once(child.stdout, 'data'), exited]);
      if (child.exitCode !== null) throw new Error(output);
    }
  } finally {
    child.kill('SIGINT');
  }
  expect(output).toMatch(/export AWS_ENDPOINT_URL='https:\/\/127\.0\.0\.1:\d+'/);
  expect(output).toMatch(/export CDK_HOME='\S+\/home'/);
  expect(output).toMatch(/export SEMAPHORE_ENDPOINT='\S+'/);
  expect(output).toMatch(/The agent token of its Semaphore: \w+/);
  expect(output).not.toContain('Lambda');
  expect(await exited).toEqual([0, null]);
}, 120_000);
