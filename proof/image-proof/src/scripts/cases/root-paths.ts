import type { ScriptCase, ScriptFile } from '../script-case.ts';
import { AGENT, GOSS } from '../script-files.ts';

type Files = Readonly<Record<string, ScriptFile>>;

const PROGRAM = '/home/semaphore/program';

const root = (content: string, rest: Partial<ScriptFile> = {}): ScriptFile => ({
  content,
  owner: 'root',
  ...rest,
});
const unit = (...lines: readonly string[]): ScriptFile => root(['[Service]', ...lines, ''].join('\n'));
const service = (name: string, ...lines: readonly string[]): Files => ({
  [`/etc/systemd/system/defect-${name}.service`]: unit(...lines),
});

/** Files that root uses although the agent's user can change them. The first path of each entry must be reported. */
const REPORTED: readonly Files[] = [
  service('program', `ExecStart=${PROGRAM}`),
  service('script', `ExecStart=sh ${PROGRAM}`),
  service('tmp', 'ExecStart=/tmp/program'),
  service('log', 'StandardOutput=append:/home/semaphore/log'),
  { ...service('owner', 'ExecStart=-/opt/program'), '/opt/program': { content: '' } },
  { ...service('link', 'ExecStart=/opt/link'), '/opt/link': root('', { linkTo: PROGRAM }) },
  { '/etc/systemd/system/defect-mode.service': root('', { mode: '666' }) },
  { '/etc/systemd/system/cron.service.d/defect.conf': unit('EnvironmentFile=-/home/semaphore/variables') },
  // The prefix + runs a command as root even in a unit of the agent's user.
  service('plus', 'User=semaphore', 'ExecStart=/bin/true', `ExecStopPost=-+${PROGRAM}`),
  { '/etc/cron.d/defect': root(`* * * * * root ${PROGRAM}\n`) },
  { '/etc/cron.daily/defect': { content: '' } },
  { '/opt/aws/amazon-cloudwatch-agent/etc/defect.json': root('{ "file_path": "/home/semaphore/log" }') },
  { '/etc/logrotate.d/defect': root('/home/semaphore/*.log {\n  weekly\n}\n') },
];

const ACCEPTED: readonly Files[] = [
  service('own', 'User=semaphore', `ExecStart=${PROGRAM}`),
  { '/etc/cron.d/defect': root(`* * * * * semaphore ${PROGRAM}\n`) },
  {
    ...service('agent-log', `StandardError=append:${AGENT}/agent.log`),
    [`${AGENT}/agent.log`]: { content: '' },
  },
];

/**
 * A run of Goss's check-root-paths.py. Only lines with `defect` count, because the script also reports units of the machine
 * on which the case runs.
 */
const checks = (
  name: string,
  files: readonly Files[],
  expect: Pick<ScriptCase['expect'], 'exit' | 'output'>,
): ScriptCase => ({
  name: `check-root-paths: ${name} (linux)`,
  platform: 'linux',
  script: 'report-defects.sh',
  arguments: [],
  files: {
    ...Object.assign({}, ...files),
    [`${AGENT}/report-defects.sh`]: {
      content: `#!/bin/bash\n/usr/local/bin/python3 ${GOSS}/check-root-paths.py | grep defect\n`,
      mode: '755',
    },
  },
  expect: { calls: [], ...expect },
});

const reported = ([path = '']: readonly string[]): RegExp =>
  new RegExp(`^${path.replaceAll('.', String.raw`\.`)}: .*semaphore can change`, 'm');

export const ROOT_PATHS_CASES: readonly ScriptCase[] = [
  checks("reports what root uses although the agent's user can change it", REPORTED, {
    exit: 0,
    output: REPORTED.map((files) => reported(Object.keys(files))),
  }),
  checks("accepts what the agent's user runs itself, and logs that root appends to", ACCEPTED, { exit: 1 }),
];
