import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Process, ScriptCase } from './script-case.ts';
import { CASE_FOLDER } from './stand-ins.ts';
import { AGENT, HOMES } from './script-files.ts';
import { SYSTEMS_MANAGER_URL } from './systems-manager.ts';

/** A script that starts the case's processes, then runs the script under test in cloud-init's minimal environment. */
export function launcher(scriptCase: ScriptCase): string {
  const { platform, script, user = 'root', environment = {}, runs = 1, between = ':' } = scriptCase;
  // systemd starts end-instance.sh as root, with the home of the unit's user.
  const home = user === 'root' && script !== 'end-instance.sh' ? '/root' : HOMES[platform];
  const variables = {
    HOME: home,
    PATH: '/usr/bin:/bin',
    AWS_ENDPOINT_URL_SSM: SYSTEMS_MANAGER_URL,
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
    // On macOS, only the stand-ins for ps and launchctl show the processes.
    ...(platform === 'linux' ? running(scriptCase).map(startProcess) : []),
    'begin=$(date +%s%3N)',
    ...Array.from({ length: runs }, () => `${command} </dev/null; status=$?`).flatMap((run, index) =>
      index === 0 ? [run] : [between, run],
    ),
    `times >${CASE_FOLDER}/times`,
    `echo $(($(date +%s%3N) - begin)) >${CASE_FOLDER}/elapsed`,
    'exit $status',
    '',
  ].join('\n');
}

/** What a real agent logs when it is ready for jobs (pkg/listener/listener.go of semaphoreci/agent). */
export const READY_LINE = 'May  1 12:00:01.000 : Starting to poll for jobs\n';

/** Writes what happens while the script under test sleeps: processes appear, or the agent gets ready for jobs. */
export function writeMeanwhile({ platform, processes = [], isReady }: ScriptCase, root: string): void {
  const appearing = processes.filter(({ appears }) => appears === 'while the script sleeps');
  const logging =
    isReady === 'while the script sleeps' ? [`printf '${READY_LINE}' >>${AGENT}/agent.log`] : [];
  if (appearing.length + logging.length === 0) return;
  const file = join(root, CASE_FOLDER, 'meanwhile');
  const started = platform === 'linux' ? appearing.map(startProcess) : [];
  const lists = appearing.length === 0 ? {} : listings(appearing);
  const listed = Object.entries(lists).map(
    ([name, text]) => `cat >${CASE_FOLDER}/${name} <<'END'\n${text}END`,
  );
  const lines = [...started, ...listed, ...logging];
  writeFileSync(file, ['#!/bin/bash', ...lines, ''].join('\n'));
  chmodSync(file, 0o755);
}

/** The processes that run from the start of the case. */
export function running({ processes = [] }: ScriptCase): readonly Process[] {
  return processes.filter(({ appears }) => appears === undefined);
}

/** The output of macOS's ps, with the names that processes give themselves, and of `launchctl list`. */
export function listings(processes: readonly Process[]): Readonly<Record<'processes' | 'daemons', string>> {
  const agent = processes.findIndex(({ isService }) => isService);
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

function startProcess({ executable, title, isService }: Process): string {
  return `bash -c 'exec -a ${quote(title ?? executable).replaceAll("'", "'\\''")} ${executable} 60' >/dev/null 2>&1 &
until [[ $(readlink /proc/$!/exe) == ${executable} ]]; do :; done
${isService ? `printf 'MainPID=%s\nSubState=running\n' $! >${CASE_FOLDER}/unit` : ''}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
