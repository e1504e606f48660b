import {
  chmodSync,
  chownSync,
  cpSync,
  lchownSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { FAMILIES } from '@agent-aws-stack/contract';
import type { ScriptRunOptions } from './options.ts';
import type { Answer, LogLine, Platform, ScriptCase, ScriptFile } from './script-case.ts';
import { installScripts } from './sources.ts';
import {
  AGENT_LOG_LINES,
  CASE_FOLDER,
  EMPTIES_LOG,
  ENDS_AFTER,
  PERL_CLOCK,
  STAND_IN_FOLDER,
  STAND_INS,
  UPTIME,
  UPTIME_SECONDS,
} from './stand-ins.ts';

/** The agent's folder, which is the same on both platforms. */
export const AGENT = FAMILIES.linux.agentFolder;
/** The folder with Goss's files. */
export const GOSS = '/opt/semaphore/goss';
export const USER_ID = 1500;

/** The home of the agent's user. */
export const HOMES: Readonly<Record<Platform, string>> = {
  linux: '/home/semaphore',
  macos: '/Users/semaphore',
};

type Tools = Pick<ScriptRunOptions, 'images' | 'yq' | 'python'>;

/** Writes the files that all cases of a platform share (users, scripts, stand-ins) to a folder that is laid over the machine's files. */
export function writeImage(root: string, platform: Platform, tools: Tools): void {
  const folder = join(root, STAND_IN_FOLDER[platform]);
  for (const [name, text] of Object.entries(STAND_INS[platform])) write(join(folder, name), text, 0o755);
  cpSync(tools.yq, join(folder, 'yq'));
  write(join(folder, 'python3'), `#!/bin/sh\nexec '${tools.python}' -I -S "$@"\n`, 0o755);
  installScripts(tools.images, platform, join(root, AGENT));
  cpSync(join(tools.images, `goss/${platform}`), join(root, GOSS), { recursive: true });
  write(join(root, AGENT, 'config.yaml'), DUMMY_CONFIG, 0o644);
  chownSync(join(root, AGENT, 'config.yaml'), USER_ID, USER_ID);
  cpSync('/bin/sleep', join(root, AGENT, 'agent'), { dereference: true });
  const home = HOMES[platform];
  mkdirSync(join(root, home), { recursive: true });
  chownSync(join(root, home), USER_ID, USER_ID);
  const users = readFileSync('/etc/passwd', 'utf8').replace(/^semaphore:.*\n/m, '');
  write(join(root, 'etc/passwd'), `${users}semaphore:x:${USER_ID}:${USER_ID}::${home}:/bin/bash\n`);
  const groups = readFileSync('/etc/group', 'utf8').replace(/^semaphore:.*\n/m, '');
  write(join(root, 'etc/group'), `${groups}semaphore:x:${USER_ID}:\n`);
  mkdirSync(join(root, 'Library/LaunchDaemons'), { recursive: true });
  mkdirSync(join(root, 'var/run'), { recursive: true });
}

/** Puts another bash into a folder that writeImage has written, for all cases there. */
export function replaceShell(root: string, bash: string): void {
  const file = join(root, realpathSync('/bin'), 'bash');
  mkdirSync(dirname(file), { recursive: true });
  cpSync(bash, file, { dereference: true });
}

/** The configuration that the agent's install.sh writes when the image is built. */
const DUMMY_CONFIG = `endpoint: "DUMMY.semaphoreci.com"
token: "DUMMY"
no-https: false
shutdown-hook-path: "${AGENT}/hooks/shutdown"
disconnect-after-job: false
disconnect-after-idle-timeout: 0
env-vars: []
files: []
fail-on-missing-files: false
`;

/** Writes the files of one case into a folder. */
export function writeCase(root: string, scriptCase: ScriptCase): void {
  const folder = join(root, CASE_FOLDER);
  mkdirSync(folder, { recursive: true });
  for (const name of ['arguments', 'calls', 'slept', 'failing', 'processes', 'daemons', 'unit'])
    write(join(folder, name), '', 0o666);
  write(join(root, UPTIME), `${UPTIME_SECONDS}.00 0.00\n`, 0o666);
  write(join(folder, 'perl/Time/HiRes.pm'), PERL_CLOCK);
  write(join(folder, 'failing'), (scriptCase.failing ?? []).map((line) => `${line}\n`).join(''));
  for (const [key, answers] of Object.entries(scriptCase.aws ?? {})) writeAnswers(folder, key, answers);
  for (const [path, file] of Object.entries(scriptCase.files ?? {})) writeCaseFile(root, path, file);
  if (scriptCase.agentLog !== undefined) writeAgentLog(root, scriptCase.agentLog);
  if (scriptCase.endsAfterSeconds !== undefined)
    write(join(root, ENDS_AFTER), String(scriptCase.endsAfterSeconds));
}

function writeAgentLog(root: string, log: readonly LogLine[]): void {
  const lines = log.map(({ atSeconds, text }) => `${atSeconds} ${text ?? EMPTIES_LOG}\n`);
  write(join(root, AGENT_LOG_LINES), lines.join(''), 0o666);
  const before = log.filter(({ atSeconds }) => atSeconds === 0).map(({ text = '' }) => `${text}\n`);
  writeCaseFile(root, `${AGENT}/agent.log`, { content: before.join('') });
}

function writeAnswers(caseFolder: string, key: string, answers: readonly Answer[]): void {
  const folder = join(caseFolder, 'aws', key.replaceAll('/', '%2F'));
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o777);
  write(join(folder, 'count'), String(answers.length));
  for (const [index, answer] of answers.entries()) {
    const [text, status] =
      typeof answer === 'string' ? [`${answer}\n`, 0] : [`\n${answer.error}\n`, answer.exit ?? 254];
    write(join(folder, `${index + 1}.text`), text);
    write(join(folder, `${index + 1}.status`), String(status));
  }
}

function writeCaseFile(root: string, path: string, description: ScriptFile): void {
  const { content, copyOf, linkTo, mode, owner } = description;
  const file = join(root, path);
  const id = owner === 'root' ? 0 : USER_ID;
  if (linkTo === undefined) {
    write(file, content, parseInt(mode ?? '644', 8));
    if (copyOf !== undefined) cpSync(copyOf, file, { dereference: true });
  } else {
    mkdirSync(dirname(file), { recursive: true });
    symlinkSync(linkTo, file);
  }
  lchownSync(file, id, id);
  if (path.startsWith(HOMES.linux) || path.startsWith(HOMES.macos)) chownSync(dirname(file), id, id);
}

function write(file: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, mode);
}
