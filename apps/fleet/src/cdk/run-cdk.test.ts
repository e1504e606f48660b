import { expect, it } from '@jest/globals';
import { installedTools } from './run-cdk.ts';

it('the CDK CLI does not report its use to AWS', async () => {
  const lines: string[] = [];
  await installedTools.cdk({
    args: ['cli-telemetry', '--status'],
    // The CLI reports nothing from CI in any case.
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
    onLine: (line) => lines.push(line),
  });
  expect(lines.join('\n')).toMatch(/telemetry is disabled/i);
});
