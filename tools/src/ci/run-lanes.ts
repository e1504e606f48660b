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
  const child = spawn('nice', ['-n', String(step.niceness ?? 0), 'bash', '-c', step.command], {
    stdio: ['ignore', log.fd, log.fd],
  });
  const [code] = (await once(child, 'close')) as [number | null];
  const seconds = (performance.now() - started) / 1_000;
  return { step, exitCode: code ?? 1, output: await readFile(file, 'utf8'), seconds };
}
