import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { launcher, listings, READY_LINE, running, writeMeanwhile } from './launcher.ts';
import { MetadataService } from './metadata-service.ts';
import type { ScriptCase } from './script-case.ts';
import { AGENT_LOGS, CASE_FOLDER, UPTIME } from './stand-ins.ts';
import { writeCase } from './script-files.ts';
import { SystemsManager } from './systems-manager.ts';

export const INSTANCE_ID = 'i-0123456789abcdef0';
export const REGION = 'eu-west-1';

/** Long enough for a busy machine; only a script that hangs takes longer. */
const CASE_TIMEOUT_MS = 120_000;

export interface Outcome {
  readonly exit: number;
  readonly output: string;
  readonly calls: readonly string[];
  /** The arguments of the programs that may get secrets, but never as arguments. */
  readonly arguments: string;
  /** Each sleep, in seconds. */
  readonly sleeps: readonly number[];
  readonly elapsedMs: number;
  /** CPU time of the script and its commands, which does not depend on how busy the machine is. */
  readonly computedMs: number;
  /** The instance's file system as the case left it. */
  readonly root: string;
}

/**
 * Runs a case in its own process namespace, on a file system that is laid over the machine's. Passes the outcome to
 * `inspect` before the file system is removed. Must run as root in its own mount and network namespaces.
 */
export async function runCase<T>(
  scriptCase: ScriptCase,
  image: string,
  folder: string,
  inspect: (outcome: Outcome) => T,
): Promise<T> {
  const root = join(folder, 'root');
  for (const name of ['upper', 'work', 'root']) mkdirSync(join(folder, name), { recursive: true });
  writeCase(join(folder, 'upper'), scriptCase);
  const layers = `lowerdir=${image}:/,upperdir=${join(folder, 'upper')},workdir=${join(folder, 'work')}`;
  await execa('mount', ['-t', 'overlay', 'overlay', '-o', layers, root]);
  const metadata = { instanceId: INSTANCE_ID, region: REGION, reachable: 'ipv4', failures: 0 } as const;
  const service = new MetadataService({ ...metadata, ...scriptCase.metadata }, scriptCase.documents);
  await service.start();
  const systemsManager = new SystemsManager(scriptCase.aws ?? {}, scriptCase.systemsManager ?? {}, (call) =>
    appendFileSync(join(root, CASE_FOLDER, 'calls'), `${call}\n`),
  );
  await systemsManager.start();
  try {
    return inspect(await observe(scriptCase, root));
  } finally {
    await service.stop();
    await systemsManager.stop();
    await execa('umount', ['--lazy', root]);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function observe(scriptCase: ScriptCase, root: string): Promise<Outcome> {
  writeFileSync(join(root, CASE_FOLDER, 'run'), launcher(scriptCase));
  for (const [name, text] of Object.entries(listings(running(scriptCase)))) {
    writeFileSync(join(root, CASE_FOLDER, name), text);
  }
  writeFileSync(join(root, CASE_FOLDER, 'unit'), scriptCase.unit ?? '');
  if ((scriptCase.isReady ?? 'at its start') === 'at its start')
    writeFileSync(join(root, AGENT_LOGS), READY_LINE);
  writeMeanwhile(scriptCase, root);
  // macOS has no /proc.
  const proc =
    scriptCase.platform === 'linux'
      ? 'mount -t proc proc "$1/proc"; mount --bind "$1$2" "$1/proc/uptime"; '
      : '';
  const enter = `${proc}mount --rbind /dev "$1/dev"; exec chroot "$1" /bin/bash ${CASE_FOLDER}/run`;
  const { exitCode, all, timedOut } = await execa(
    'unshare',
    ['--pid', '--fork', '--kill-child', '--mount', 'sh', '-ec', enter, 'sh', root, UPTIME],
    { reject: false, all: true, stdin: 'ignore', timeout: CASE_TIMEOUT_MS, killSignal: 'SIGKILL' },
  );
  const read = (name: string): string => readFileSync(join(root, CASE_FOLDER, name), 'utf8');
  return {
    exit: exitCode ?? -1,
    output: timedOut ? `${all}\n(still running after ${CASE_TIMEOUT_MS} ms)` : all,
    calls: read('calls').split('\n').filter(Boolean),
    arguments: read('arguments'),
    sleeps: read('slept').split('\n').filter(Boolean).map(Number),
    elapsedMs: timedOut ? CASE_TIMEOUT_MS : Number(read('elapsed')),
    computedMs: timedOut ? CASE_TIMEOUT_MS : childCpuMs(read('times')),
    root,
  };
}

/** CPU time of all processes that bash has waited for: user and system time in the second line of bash's `times`. */
function childCpuMs(times: string): number {
  const cpuTimes = [...(times.split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  return cpuTimes.reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1_000,
    0,
  );
}
