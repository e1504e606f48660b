import { execa } from 'execa';
import { Verdict } from '../scripts/verdict.ts';
import { StepFailure, type StepResult } from '../step.ts';

/**
 * Runs a program in its own mount, network and process namespaces. Each line of its output is a verdict, as JSON. When it ends,
 * all of its processes, mounts and addresses are removed.
 * @throws StepFailure with the failed checks
 */
export async function runInNamespaces(
  program: string,
  options: readonly string[],
  progress: (text: string) => void,
): Promise<StepResult> {
  const runner = execa(
    'unshare',
    [
      ...[
        '--net',
        '--mount',
        '--pid',
        '--cgroup',
        '--fork',
        '--kill-child',
        '--mount-proc',
        '--propagation',
        'private',
      ],
      ...['--', process.execPath, program, ...options],
    ],
    { reject: false, buffer: { stdout: false }, forceKillAfterDelay: 5_000 },
  );
  const failures: string[] = [];
  let passed = 0;
  for await (const line of runner) {
    const verdict = Verdict.parse(JSON.parse(line));
    progress(`${verdict.name} (${(verdict.elapsedMs / 1000).toFixed(1)} s)`);
    if (verdict.problems.length === 0) passed += 1;
    else failures.push([verdict.name, ...verdict.problems].join('\n    '));
  }
  const { exitCode, stderr } = await runner;
  if (exitCode !== 0) failures.push(`the program exited with ${exitCode}: ${stderr}`);
  if (failures.length > 0) throw new StepFailure(passed, failures);
  return { passed };
}
