import type { ScriptCase } from '../script-case.ts';
import { AGENT } from '../script-files.ts';

/** Announces an interruption two minutes after the time of the fake clock (stand-ins.ts). */
const NOTICE = '{"action": "terminate", "time": "2026-05-01T12:02:00Z"}';
const STOPS = 'systemctl stop --no-block semaphore-agent.service';

const configured = (gracePeriod: number): NonNullable<ScriptCase['files']> =>
  instanceFile(`GRACE_PERIOD=${gracePeriod}\n`);

const instanceFile = (end: string): NonNullable<ScriptCase['files']> => ({
  [`${AGENT}/instance.conf`]: {
    content: `INSTANCE_ID=i-0123456789abcdef0\nREGION=eu-west-1\nAFTER_JOB=replace\n${end}`,
    owner: 'root',
  },
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
  files: configured(95),
  ...rest,
  expect: { exit: 0, calls: [STOPS], output: [/interrupts this instance: .*terminate/], ...expect },
});

export const INTERRUPTION_WATCH_CASES: readonly ScriptCase[] = [
  watches('stops the agent after a notice', ['', '', NOTICE], { sleptSeconds: 15 }),
  watches('works with IPv6 only', ['', NOTICE], { sleptSeconds: 10 }, { metadata: { reachable: 'ipv6' } }),
  watches('ignores a response that is not a notice', ['<html>', NOTICE], { sleptSeconds: 10 }),
  // The first 5 seconds are the sleep before the notice.
  ...[
    ['stops the agent when a grace period of 30 s must begin', 30, 5 + 65],
    ['stops the agent when a grace period of 94 s must begin', 94, 5 + 1],
    ['stops the agent at once for the longest grace period', 120, 5],
  ].map(([name, seconds, sleptSeconds]) =>
    watches(
      String(name),
      [NOTICE],
      { sleptSeconds: Number(sleptSeconds) },
      { files: configured(Number(seconds)) },
    ),
  ),
  ...[
    ['without a time', '{"action": "terminate"}'],
    ['with an empty time', '{"action": "terminate", "time": ""}'],
    ["with a time that is not in EC2's format", '{"action": "terminate", "time": "tomorrow"}'],
    ['with an invalid time', '{"action": "terminate", "time": "2026-05-01T12:99:00Z"}'],
    ['with a time in the past', NOTICE.replace('12:02', '11:59')],
    ['with a time more than two minutes ahead', NOTICE.replace('12:02', '13:02')],
  ].map(([name = '', notice = '']) =>
    watches(
      `stops the agent at once after a notice ${name}`,
      [notice],
      { sleptSeconds: 5 },
      { files: configured(30) },
    ),
  ),
  ...Object.entries({
    'does not have the grace period': instanceFile(''),
    'has an invalid grace period': instanceFile('GRACE_PERIOD=soon\n'),
    'is missing': {},
  }).map(([name, files]) =>
    watches(`stops the agent at once if instance.conf ${name}`, [NOTICE], { sleptSeconds: 5 }, { files }),
  ),
  // The request for the life cycle gets the first failure.
  watches(
    'continues if the metadata service fails',
    [NOTICE],
    { sleptSeconds: 15 },
    { metadata: { failures: 3 } },
  ),
  watches(
    'exits on an on-demand instance',
    [NOTICE],
    { calls: [], output: [/on-demand/] },
    { documents: { 'instance-life-cycle': ['on-demand'], 'spot/instance-action': [NOTICE] } },
  ),
  watches(
    'fails if systemd cannot stop the agent, so that systemd restarts the watch',
    [NOTICE],
    { exit: 1, sleptSeconds: 5, output: [/cannot stop the agent/] },
    { failing: ['systemctl stop'] },
  ),
];
