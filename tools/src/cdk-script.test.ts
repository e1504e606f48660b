import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

it.each([
  ['deploy', 'deploy'],
  ['deploy:ci', 'deploy'],
])("npm run %s -- --help is the command's own", (name, verb) => {
  const script = join(import.meta.dirname, 'cdk-script.ts');
  const { status, stdout } = spawnSync(process.execPath, [script, name, '--help'], { encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stdout).toMatch(new RegExp(`^npm run ${name} -- \\[options of cdk ${verb}\\]`));
  expect(stdout).toMatch(new RegExp(`^cdk ${verb} `, 'm'));
  expect(stdout).not.toContain('NX');
});
