import type { ScriptCase } from '../script-case.ts';
import { AGENT } from '../script-files.ts';

/** Of two minutes later. */
const NOTICE = '{"action": "terminate", "time": "2026-05-01T12:02:00Z"}';
const STOPS = 'systemctl stop --no-block semaphore-agent.service';

const configured = (content: string): NonNullable<ScriptCase['files']> => ({
  [`${AGENT}/config.yaml`]: { content: `${content}\n`, mode: '600' },
});

const watches = (
  name: string,
  actions: readonly string[],
  expect: Partial<ScriptCase['expect']>,
  rest: Partial<ScriptCase> = {},
): ScriptCase => ({
  name: `interruption watch: ${name} (linux)`,
  platform: 'linux',
  script: 'interruption-watch.sh',
  arguments: [],
  documents: { 'instance-life-cycle': ['spot'], 'spot/instance-action': actions },
  files: configured('interruption-grace-period: 95'),
  ...rest,
  expect: { exit: 0, calls: [STOPS], output: [/takes the instance back: .*terminate/], ...expect },
});

export const INTERRUPTED: readonly ScriptCase[] = [
  watches('a notice stops the agent', ['', '', NOTICE], { sleptSeconds: 15 }),
  watches('on IPv6 alone', ['', NOTICE], { sleptSeconds: 10 }, { metadata: { reachable: 'ipv6' } }),
  watches('what is no notice is none', ['<html>', NOTICE], { sleptSeconds: 10 }),
  // The sleep that found the notice comes first.
  ...[
    ['a job goes on until its grace period has to begin', 30, 5 + 65],
    ['so it does by a second', 94, 5 + 1],
    ['the longest grace period begins at once', 120, 5],
  ].map(([name, seconds, sleptSeconds]) =>
    watches(
      String(name),
      [NOTICE],
      { sleptSeconds: Number(sleptSeconds) },
      { files: configured(`interruption-grace-period: ${seconds}`) },
    ),
  ),
  ...[
    ['without a time', '{"action": "terminate"}'],
    ['with an empty time', '{"action": "terminate", "time": ""}'],
    ['with another time than EC2 gives', '{"action": "terminate", "time": "tomorrow"}'],
    ['with an invalid time', '{"action": "terminate", "time": "2026-05-01T12:99:00Z"}'],
    ['of a time that has passed', NOTICE.replace('12:02', '11:59')],
    ['that is further ahead than notices are', NOTICE.replace('12:02', '13:02')],
  ].map(([name = '', notice = '']) =>
    watches(
      `a notice ${name} stops the agent at once`,
      [notice],
      { sleptSeconds: 5 },
      { files: configured('interruption-grace-period: 30') },
    ),
  ),
  ...[
    ['without a grace period', 'token: "x"'],
    ['that cannot be read', '{'],
  ].map(([name = '', content = '']) =>
    watches(
      `a configuration ${name} does not keep the agent`,
      [NOTICE],
      { sleptSeconds: 5 },
      { files: configured(content) },
    ),
  ),
  // One failure is met by the question for the life cycle.
  watches(
    'a metadata service that fails does not end it',
    [NOTICE],
    { sleptSeconds: 15 },
    { metadata: { failures: 3 } },
  ),
  watches(
    'not on an on-demand instance',
    [NOTICE],
    { calls: [], output: [/on-demand/] },
    { documents: { 'instance-life-cycle': ['on-demand'], 'spot/instance-action': [NOTICE] } },
  ),
  watches(
    'the service manager may refuse, and is asked again by a restart',
    [NOTICE],
    { exit: 1, sleptSeconds: 5, output: [/cannot be stopped/] },
    { failing: ['systemctl stop'] },
  ),
];
