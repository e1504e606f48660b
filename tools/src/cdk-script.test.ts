import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';

/** A CDK app that writes an assembly with one empty stack. */
const APP = `import { writeFileSync } from 'node:fs';
const write = (name, content) => writeFileSync(process.env.CDK_OUTDIR + '/' + name, JSON.stringify(content));
write('one.template.json', { Resources: {} });
const one = {
  type: 'aws:cloudformation:stack',
  environment: 'aws://unknown-account/unknown-region',
  properties: { templateFile: 'one.template.json' },
};
write('manifest.json', { version: '36.0.0', artifacts: { one } });`;

const script = join(import.meta.dirname, 'cdk-script.ts');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk-script-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, INIT_CWD: folder },
  });

it.each([
  ['deploy', 'deploy'],
  ['deploy:ci', 'deploy'],
])('npm run %s -- --help shows the help of the CDK CLI', (name, verb) => {
  const { status, stdout } = run(name, '--help');
  expect(status).toBe(0);
  expect(stdout).toMatch(new RegExp(`^npm run ${name} -- \\[options of cdk ${verb}\\]`));
  expect(stdout).toMatch(new RegExp(`^cdk ${verb} `, 'm'));
  expect(stdout).not.toContain('NX');
});

it.each([
  ['deploy', 'deploy'],
  ['deploy:ci', 'deploy'],
])(
  'npm run %s tells the CDK app the command, because the app must refuse to deploy if no region is set',
  (name, command) => {
    writeFileSync(
      join(folder, 'app.mjs'),
      "console.error('command: ' + process.env.NX_TASK_TARGET_TARGET);\nprocess.exit(1);",
    );
    const { status, stderr } = run('--built', name, '--app', `node ${folder}/app.mjs`);
    expect(status).toBe(1);
    expect(stderr).toMatch(new RegExp(`command: ${command}$`, 'm'));
  },
);

it('npm run synth prints only the template on standard output, and says where the templates are', () => {
  writeFileSync(join(folder, 'app.mjs'), APP);
  const { status, stdout, stderr } = run('--built', 'synth', '--app', `node ${folder}/app.mjs`, '-o', 'made');
  expect({ status, stdout: stdout.trim() }).toEqual({ status: 0, stdout: 'Resources: {}' });
  expect(stderr).toMatch(/^The templates and their assets are in made$/m);
  expect(existsSync(join(folder, 'made/one.template.json'))).toBe(true);
});
