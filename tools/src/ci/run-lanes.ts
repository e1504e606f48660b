import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EndedStep, Step } from './step.ts';

/**
 * Runs lanes side by side, the steps of a lane one after the other, each whatever becomes of those before it.
 * @param logs - folder in which the output of each step stands while it runs
 * @param report - gets each step as it ends, with all that it printed, so that outputs do not mix
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
  const child = spawn('nice', ['-n', String(step.niceness ?? 0), 'bash', '-c', step.command], {
    stdio: ['ignore', log.fd, log.fd],
  });
  const [code] = (await once(child, 'close')) as [number | null];
  const seconds = (performance.now() - started) / 1_000;
  return { step, exitCode: code ?? 1, output: await readFile(file, 'utf8'), seconds };
}
