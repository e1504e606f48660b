import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Environment } from '@agent-aws-stack/config';
import { runNode } from './run-node.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-node-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(program: string, env: Environment = process.env) {
  const script = join(folder, 'script.mjs');
  writeFileSync(script, program);
  const lines: string[] = [];
  const running = runNode({
    name: 'cdk deploy',
    script,
    args: ['linux'],
    cwd: folder,
    env,
    onLine: (line) => lines.push(line),
  });
  const failure = await running.then(
    () => undefined,
    (error: Error) => error.message,
  );
  return { lines, failure };
}

it.each([
  ['with a newline', "process.stdout.write('first\\nlast\\n')"],
  ['without a newline', "process.stdout.write('first\\nlast')"],
])('runNode passes on every line, the last one %s', async (_, program) => {
  expect(await run(program)).toEqual({ lines: ['first', 'last'], failure: undefined });
});

it('runNode passes on what a child process prints after the script has exited', async () => {
  const { lines } = await run(`import { spawn } from 'node:child_process';
    const late = "setTimeout(() => console.log('late'), 50)";
    spawn(process.execPath, ['-e', late], { stdio: 'inherit' }).unref();`);
  expect(lines).toEqual(['late']);
});

it('runNode reports a failure with the whole output, including an unfinished last line', async () => {
  const { failure } = await run("process.stderr.write('no such\\nstack'); process.exitCode = 1");
  expect(failure).toBe('cdk deploy: failed:\nno such\nstack');
});

it("runNode drops the line in which the CDK reports its app's exit code", async () => {
  const output = 'why\\nnode main.ts: Subprocess exited with error 1';
  const { lines, failure } = await run(`process.stderr.write('${output}'); process.exitCode = 1`);
  expect({ lines, failure }).toEqual({ lines: ['why'], failure: 'cdk deploy: failed:\nwhy' });
});

it('runNode does not mix lines of standard output and standard error', async () => {
  const { lines } = await run("process.stdout.write('out'); process.stderr.write('err\\n')");
  expect(lines.sort()).toEqual(['err', 'out']);
});

it('runNode passes on arguments and environment, except undefined variables', async () => {
  const program = 'console.log(process.argv[2], process.env.SEMAPHORE_AGENT_AMI, process.env.HOME)';
  const { lines } = await run(program, { SEMAPHORE_AGENT_AMI: 'ami-1', HOME: undefined });
  expect(lines).toEqual(['linux ami-1 undefined']);
});
