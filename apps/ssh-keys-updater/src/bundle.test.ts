import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const bundle = join(import.meta.dirname, '../dist/index.mjs');

it('Node.js can import the bundle, which throws without its environment variable', async () => {
  const script = `
    const { handler } = await import(${JSON.stringify(bundle)});
    await handler({}, {}).catch((error) => console.log('threw', error.name, error.variable));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: { AWS_REGION: 'eu-west-1' },
  });
  expect(stdout).toContain('threw EnvironmentError SSM_PARAMETER');
});
