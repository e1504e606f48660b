import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EndedStep, Step } from './step.ts';

/**
 * Runs lanes side by side. The steps of a lane run one after the other, even after a failed step.
 * @param logs - folder for the output of running steps
 * @param report - called when a step ends, with all its output, so that the outputs of several steps do not mix
 */
export async function runLanes(
  lanes: readonly (readonly Step[])[],
  logs: string,
  report: (ended: EndedStep) => void,
): Promise<readonly EndedStep[]> {
  await mkdir(logs, { recursive: true });
  const ended = await Promise.all(
    lanes.map(async (steps) => {
      const ofLane: EndedStep[] = [];
      for (const step of steps) {
        const result = await runStep(step, logs);
        report(result);
        ofLane.push(result);
      }
      return ofLane;
    }),
  );
  return ended.flat();
}

async function runStep(step: Step, logs: string): Promise<EndedStep> {
  const started = performance.now();
  const file = join(logs, `${step.name.replaceAll(/\W+/g, '-').toLowerCase()}.log`);
  await using log = await open(file, 'w');
  await using times = await open(`${file}.times`, 'w');
  const command = ['-n', String(step.niceness ?? 0), 'bash', '-c', `trap 'times >&3' EXIT\n${step.command}`];
  const child = spawn('nice', command, { stdio: ['ignore', log.fd, log.fd, times.fd] });
  const [code] = (await once(child, 'close')) as [number | null];
  const seconds = (performance.now() - started) / 1_000;
  const [output, cpuTimes] = await Promise.all([file, `${file}.times`].map((each) => readFile(each, 'utf8')));
  return { step, exitCode: code ?? 1, output: output ?? '', seconds, cpuSeconds: sumOf(cpuTimes ?? '') };
}

/** Adds up what bash's `times` prints, such as `1m2.345s 0m3.456s`: user and system time of the shell, then of its children. */
const sumOf = (times: string): number =>
  [...times.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
