import { spawn } from 'node:child_process';
import type { EndedStep, Step } from './step.ts';

/**
 * Runs lanes side by side, the steps of a lane one after the other, each whatever becomes of those before it.
 * @param report - gets each step as it ends, with all that it printed, so that outputs do not mix
 */
export async function runLanes(
  lanes: readonly (readonly Step[])[],
  report: (ended: EndedStep) => void,
): Promise<readonly EndedStep[]> {
  const ended = await Promise.all(
    lanes.map(async (steps) => {
      const ofLane: EndedStep[] = [];
      for (const step of steps) {
        const result = await runStep(step);
        report(result);
        ofLane.push(result);
      }
      return ofLane;
    }),
  );
  return ended.flat();
}

function runStep(step: Step): Promise<EndedStep> {
  const started = performance.now();
  const chunks: Buffer[] = [];
  const child = spawn('nice', ['-n', String(step.niceness ?? 0), 'bash', '-c', step.command], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const output = Buffer.concat(chunks).toString();
      resolve({ step, exitCode: code ?? 1, output, seconds: (performance.now() - started) / 1_000 });
    });
  });
}
