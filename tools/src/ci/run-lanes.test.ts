import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { runLanes } from './run-lanes.ts';
import type { EndedStep } from './step.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanes-'));
});
afterAll(() => rm(folder, { recursive: true }));

const step = (command: string) => ({ name: command, command });
const outcome = ({ step: { name }, exitCode, output }: EndedStep) => ({ name, exitCode, output });

it('runLanes runs the steps of a lane in order, even after a failed step', async () => {
  const reported: string[] = [];
  const ended = await runLanes([[step('echo one; false'), step('echo two >&2; kill $$')]], folder, (result) =>
    reported.push(result.output),
  );
  expect(ended.map(outcome)).toEqual([
    { name: 'echo one; false', exitCode: 1, output: 'one\n' },
    { name: 'echo two >&2; kill $$', exitCode: 1, output: 'two\n' },
  ]);
  expect(reported).toEqual(['one\n', 'two\n']);
});

it('runLanes runs lanes side by side: one lane reads from a pipe until another lane writes to it', async () => {
  const pipe = join(folder, 'pipe');
  await promisify(execFile)('mkfifo', [pipe]);
  const ended = await runLanes(
    [[step(`cat ${pipe}`)], [step(`echo written > ${pipe}`)]],
    folder,
    () => undefined,
  );
  expect(ended.map(({ output }) => output)).toEqual(['written\n', '']);
});

it('runLanes runs a step with its niceness', async () => {
  const [ended] = await runLanes([[{ ...step('nice'), niceness: 3 }]], folder, () => undefined);
  expect(Number(ended?.output)).toBe(Math.min(19, getPriority() + 3));
});

it('runLanes measures the processor time of a step and its children, also if the step fails', async () => {
  const burn = `node -e 'while (process.cpuUsage().user < 300_000);'`;
  const [ended] = await runLanes([[step(`${burn}; false`)]], folder, () => undefined);
  expect(ended?.exitCode).toBe(1);
  expect(ended?.cpuSeconds).toBeGreaterThanOrEqual(0.3);
  expect(ended?.cpuSeconds).toBeLessThan(3);
});
