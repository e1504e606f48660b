import type { Platform, Process, ScriptCase } from '../script-case.ts';
import { AGENT } from '../script-files.ts';
import { onBoth, POWERS_OFF } from './fleet.ts';

const checks = (
  name: string,
  processes: readonly Process[],
  expected: (platform: Platform) => Pick<ScriptCase['expect'], 'calls' | 'output' | 'sleptSeconds'>,
  rest: Partial<ScriptCase> = {},
): readonly ScriptCase[] =>
  onBoth((platform) => ({
    name: `health check: ${name}`,
    script: 'health-check.sh',
    arguments: [],
    processes,
    // Deliberately without either.
    metadata: { reachable: 'never' },
    aws: {},
    ...rest,
    expect: { exit: 0, ...expected(platform) },
  }));

const gone = (platform: Platform) => ({
  calls: [POWERS_OFF[platform]],
  output: [/the agent is gone/],
  sleptSeconds: 5,
});
const AGENT_PROCESS = { executable: `${AGENT}/agent` };

export const CHECKED: readonly ScriptCase[] = [
  ...checks('the agent runs', [AGENT_PROCESS], () => ({ calls: [], output: [/the agent is running/] })),
  ...checks('the agent runs under another title', [{ ...AGENT_PROCESS, title: 'renamed' }], () => ({
    calls: [],
    output: [/the agent is running/],
  })),
  ...checks('no agent powers off', [], gone),
  ...checks(
    'a process that only calls itself the agent does not count',
    [{ executable: '/usr/bin/sleep', title: `${AGENT}/agent start --config-file ${AGENT}/config.yaml` }],
    gone,
  ),
  ...checks(
    "a process whose name is the agent's path does not count",
    [{ executable: '/usr/bin/sleep', title: `${AGENT}/agent` }],
    gone,
  ),
  ...checks(
    'another program called agent does not count',
    [{ executable: '/opt/other/agent', title: 'agent' }],
    gone,
    { files: { '/opt/other/agent': { content: '', copyOf: '/bin/sleep' } } },
  ),
  ...checks('a restart passes', [{ ...AGENT_PROCESS, appears: 'while the script sleeps' }], () => ({
    calls: [],
    output: [/running again/],
    sleptSeconds: 5,
  })),
  ...checks('not as root powers off all the same', [], gone, { user: 'semaphore' }),
  {
    name: 'health check: not as root sees the agent (macos)',
    platform: 'macos',
    script: 'health-check.sh',
    arguments: [],
    user: 'semaphore',
    processes: [AGENT_PROCESS],
    expect: { exit: 0, calls: [], output: [/the agent is running/] },
  },
  ...onBoth((platform) => ({
    name: 'health check: power off by another way where the first fails',
    script: 'health-check.sh',
    arguments: [],
    failing: ['systemctl poweroff', 'launchctl reboot'],
    expect: {
      exit: 0,
      calls: [POWERS_OFF[platform], 'shutdown -h now'],
      sleptSeconds: 5,
    },
  })),
];
