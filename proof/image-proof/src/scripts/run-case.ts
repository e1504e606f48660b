import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { MetadataService } from './metadata-service.ts';
import type { Process, ScriptCase } from './script-case.ts';
import { CASE_FOLDER } from './stand-ins.ts';
import { AGENT, HOMES, writeCase } from './script-files.ts';

export const INSTANCE_ID = 'i-0123456789abcdef0';
export const REGION = 'eu-west-1';

/** On a machine with much else to do; a hang alone takes longer. */
const CASE_TIMEOUT_MS = 120_000;

export interface Outcome {
  readonly exit: number;
  readonly output: string;
  readonly calls: readonly string[];
  /** Each sleep, in seconds. */
  readonly sleeps: readonly number[];
  readonly elapsedMs: number;
  /** What the script and its commands have computed, however busy the machine is. */
  readonly computedMs: number;
  /** The instance's file system as the case left it. */
  readonly root: string;
}

/**
 * Runs a case on a file system of its own, laid over the machine's, with processes of its own, and hands the outcome
 * to `inspect` before all of it goes away. Needs to be root in a mount namespace and a network namespace of its own.
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
  try {
    return inspect(await observe(scriptCase, root));
  } finally {
    await service.stop();
    await execa('umount', ['--lazy', root]);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function observe(scriptCase: ScriptCase, root: string): Promise<Outcome> {
  writeFileSync(join(root, CASE_FOLDER, 'run'), launcher(scriptCase));
  for (const [name, text] of Object.entries(listings(running(scriptCase)))) {
    writeFileSync(join(root, CASE_FOLDER, name), text);
  }
  writeMeanwhile(scriptCase, root);
  // /proc tells a macOS script nothing.
  const proc = scriptCase.platform === 'linux' ? 'mount -t proc proc "$1/proc"; ' : '';
  const enter = `${proc}mount --rbind /dev "$1/dev"; exec chroot "$1" /bin/bash ${CASE_FOLDER}/run`;
  const { exitCode, all, timedOut } = await execa(
    'unshare',
    ['--pid', '--fork', '--kill-child', '--mount', 'sh', '-ec', enter, 'sh', root],
    { reject: false, all: true, stdin: 'ignore', timeout: CASE_TIMEOUT_MS, killSignal: 'SIGKILL' },
  );
  const read = (name: string): string => readFileSync(join(root, CASE_FOLDER, name), 'utf8');
  return {
    exit: exitCode ?? -1,
    output: timedOut ? `${all}\n(still running after ${CASE_TIMEOUT_MS} ms)` : all,
    calls: read('calls').split('\n').filter(Boolean),
    sleeps: read('slept').split('\n').filter(Boolean).map(Number),
    elapsedMs: timedOut ? CASE_TIMEOUT_MS : Number(read('elapsed')),
    computedMs: timedOut ? CASE_TIMEOUT_MS : childrensMs(read('times')),
    root,
  };
}

/** What the instance does: the processes it has, then the script, in the scant environment that cloud-init gives. */
function launcher(scriptCase: ScriptCase): string {
  const { platform, script, user = 'root', environment = {}, runs = 1 } = scriptCase;
  const home = user === 'root' ? '/root' : HOMES[platform];
  const variables = {
    HOME: home,
    PATH: '/usr/bin:/bin',
    BASH_COMPAT: platform === 'macos' ? '3.2' : '',
    ...environment,
  };
  const identity = user === 'root' ? '' : 'setpriv --reuid semaphore --regid semaphore --clear-groups ';
  const command = [
    `${identity}env -i`,
    ...Object.entries(variables)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `${name}=${quote(value)}`),
    quote(`${AGENT}/${script}`),
    ...scriptCase.arguments.map(quote),
  ].join(' ');
  return [
    // On macOS they are known by ps and launchctl alone.
    ...(platform === 'linux' ? running(scriptCase).map(startProcess) : []),
    'begin=$(date +%s%3N)',
    ...Array.from({ length: runs }, () => `${command} </dev/null; status=$?`),
    `times >${CASE_FOLDER}/times`,
    `echo $(($(date +%s%3N) - begin)) >${CASE_FOLDER}/elapsed`,
    'exit $status',
    '',
  ].join('\n');
}

/** Of what bash's `times` says, the second line: user's and system's time of all that it has waited for. */
function childrensMs(times: string): number {
  const spent = [...(times.split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  return spent.reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1_000,
    0,
  );
}

function writeMeanwhile({ platform, processes = [] }: ScriptCase, root: string): void {
  const appearing = processes.filter(({ appears }) => appears === 'while the script sleeps');
  if (appearing.length === 0) return;
  const file = join(root, CASE_FOLDER, 'meanwhile');
  const started = platform === 'linux' ? appearing.map(startProcess) : [];
  const listed = Object.entries(listings(appearing)).map(
    ([name, text]) => `cat >${CASE_FOLDER}/${name} <<'END'\n${text}END`,
  );
  const lines = [...started, ...listed];
  writeFileSync(file, ['#!/bin/bash', ...lines, ''].join('\n'));
  chmodSync(file, 0o755);
}

function running({ processes = [] }: ScriptCase): readonly Process[] {
  return processes.filter(({ appears }) => appears === undefined);
}

/** What macOS's ps and launchctl would list: the name that a process gives itself, and what launchd has started. */
function listings(processes: readonly Process[]): Readonly<Record<'processes' | 'daemons', string>> {
  const agent = processes.findIndex(({ executable }) => executable === `${AGENT}/agent`);
  const daemons = [
    ['317', 'com.amazon.aws.ssm'],
    ['-', 'com.apple.periodic-daily'],
    ['418', 'com.semaphoreci.agent.helper'],
    [agent < 0 ? '-' : String(500 + agent), 'com.semaphoreci.agent'],
  ];
  return {
    processes: processes.map(({ executable, title }) => `${title ?? executable}\n`).join(''),
    daemons: daemons.map(([pid, label]) => `${pid}\t0\t${label}\n`).join(''),
  };
}

function startProcess({ executable, title }: Process): string {
  return `bash -c 'exec -a ${quote(title ?? executable).replaceAll("'", "'\\''")} ${executable} 60' >/dev/null 2>&1 &
until [[ $(readlink /proc/$!/exe) == ${executable} ]]; do :; done`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
