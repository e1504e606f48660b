import type { ScriptCase, ScriptFile } from '../script-case.ts';
import { AGENT, GOSS } from '../script-files.ts';

const PROGRAM = '/home/semaphore/program';
const UNIT = '/etc/systemd/system/defect.service';

/** A run of Goss's check-root-paths.py. Only its lines about a `defect` count, because the machine has units of its own. */
const checks = (
  name: string,
  path: string,
  file: Omit<ScriptFile, 'content'> & { readonly content?: string },
  isReported: boolean,
  rest: ScriptCase['files'] = {},
): ScriptCase => ({
  name: `check-root-paths: ${isReported ? 'reports' : 'accepts'} ${name} (linux)`,
  platform: 'linux',
  script: 'report-defects.sh',
  arguments: [],
  files: {
    [path]: { content: '', owner: 'root', ...file },
    [`${AGENT}/report-defects.sh`]: {
      content: `#!/bin/bash\n/usr/local/bin/python3 ${GOSS}/check-root-paths.py | grep defect\n`,
      mode: '755',
    },
    ...rest,
  },
  expect: { exit: isReported ? 0 : 1, calls: [], output: isReported ? [/semaphore can change/] : [] },
});

const unit = (...lines: readonly string[]) => ({ content: ['[Service]', ...lines, ''].join('\n') });

export const ROOT_PATHS_CASES: readonly ScriptCase[] = [
  checks("a unit whose program is in the user's home", UNIT, unit(`ExecStart=${PROGRAM}`), true),
  checks(
    "a unit that gives a shell a script in the user's home",
    UNIT,
    unit(`ExecStart=sh ${PROGRAM}`),
    true,
  ),
  checks('a unit whose program is in a folder for everyone', UNIT, unit('ExecStart=/tmp/program'), true),
  checks("a unit whose program is the user's", UNIT, unit('ExecStart=-/opt/program'), true, {
    '/opt/program': { content: '', owner: 'semaphore' },
  }),
  checks("a unit whose program is a link to the user's home", UNIT, unit('ExecStart=/opt/link'), true, {
    '/opt/link': { content: '', owner: 'root', linkTo: PROGRAM },
  }),
  checks(
    "a unit that logs to the user's home",
    UNIT,
    unit('StandardOutput=append:/home/semaphore/log'),
    true,
  ),
  checks('a unit that the user can change', UNIT, { ...unit('ExecStart=/bin/true'), mode: '666' }, true),
  checks(
    "an addition to a unit that reads variables in the user's home",
    '/etc/systemd/system/cron.service.d/defect.conf',
    unit('EnvironmentFile=-/home/semaphore/variables'),
    true,
  ),
  checks(
    "a command that the user's unit runs as root",
    UNIT,
    unit('User=semaphore', 'ExecStart=/bin/true', `ExecStopPost=-+${PROGRAM}`),
    true,
  ),
  checks(
    "a cron table whose program is in the user's home",
    '/etc/cron.d/defect',
    { content: `* * * * * root ${PROGRAM}\n` },
    true,
  ),
  checks(
    'a daily program of cron that the user owns',
    '/etc/cron.daily/defect',
    { owner: 'semaphore' },
    true,
  ),
  checks(
    "a CloudWatch agent that reads a log in the user's home",
    '/opt/aws/amazon-cloudwatch-agent/etc/defect.json',
    { content: '{ "file_path": "/home/semaphore/log" }' },
    true,
  ),
  checks(
    "a rotation of logs in the user's home",
    '/etc/logrotate.d/defect',
    { content: '/home/semaphore/*.log {\n  weekly\n}\n' },
    true,
  ),
  checks("programs of the user's own unit", UNIT, unit('User=semaphore', `ExecStart=${PROGRAM}`), false),
  checks(
    "programs of the user's own line in a cron table",
    '/etc/cron.d/defect',
    { content: `* * * * * semaphore ${PROGRAM}\n` },
    false,
  ),
  checks(
    "a unit that appends to the agent's log",
    UNIT,
    unit(`StandardError=append:${AGENT}/agent.log`),
    false,
    {
      [`${AGENT}/agent.log`]: { content: '' },
    },
  ),
];
