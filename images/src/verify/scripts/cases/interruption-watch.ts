import type { ScriptCase } from '../script-case.ts';

const NOTICE = '{"action": "terminate", "time": "2026-05-01T12:02:00Z"}';
const STOPS = 'systemctl stop --no-block semaphore-agent.service';

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
  ...rest,
  expect: { exit: 0, calls: [STOPS], output: [/takes the instance back: .*terminate/], ...expect },
});

export const INTERRUPTED: readonly ScriptCase[] = [
  watches('a notice stops the agent', ['', '', NOTICE], { sleptSeconds: 15 }),
  watches('on IPv6 alone', ['', NOTICE], { sleptSeconds: 10 }, { metadata: { reachable: 'ipv6' } }),
  watches('what is no notice is none', ['<html>', NOTICE], { sleptSeconds: 10 }),
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
