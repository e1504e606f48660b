import type { Platform, Process, ScriptCase } from '../script-case.ts';
import { AGENT } from '../script-files.ts';
import { onBoth, POWERS_OFF } from './fleet.ts';

/** A health check while these processes run. */
export const checks = (
  name: string,
  processes: readonly Process[],
  expected: (platform: Platform) => Omit<ScriptCase['expect'], 'exit'>,
  rest: Partial<ScriptCase> = {},
): readonly ScriptCase[] =>
  onBoth((platform) => ({
    name: `health check: ${name}`,
    script: 'health-check.sh',
    arguments: [],
    processes,
    // The health check must work without the metadata service and without AWS.
    metadata: { reachable: 'never' },
    aws: {},
    ...rest,
    expect: { exit: 0, ...expected(platform) },
  }));

const powersOff = (platform: Platform) => ({
  calls: [POWERS_OFF[platform]],
  output: [/the agent is gone/],
  sleptSeconds: 5,
});
export const AGENT_PROCESS = { executable: `${AGENT}/agent`, isService: true };

export const HEALTH_CHECK_CASES: readonly ScriptCase[] = [
  ...checks('logs that the agent runs', [AGENT_PROCESS], () => ({
    calls: [],
    output: [/the agent is running/],
  })),
  ...checks(
    'finds an agent that has changed its process name',
    [{ ...AGENT_PROCESS, title: 'renamed' }],
    () => ({
      calls: [],
      output: [/the agent is running/],
    }),
  ),
  ...checks('powers off if there is no agent', [], powersOff),
  ...checks(
    "ignores another program whose command line is the agent's",
    [{ executable: '/usr/bin/sleep', title: `${AGENT}/agent start --config-file ${AGENT}/config.yaml` }],
    powersOff,
  ),
  ...checks(
    "ignores another program whose name is the agent's path",
    [{ executable: '/usr/bin/sleep', title: `${AGENT}/agent` }],
    powersOff,
  ),
  ...checks(
    'ignores another program called agent',
    [{ executable: '/opt/other/agent', title: 'agent' }],
    powersOff,
    { files: { '/opt/other/agent': { content: '', copyOf: '/bin/sleep' } } },
  ),
  ...checks('ignores an agent that a job has started', [{ executable: `${AGENT}/agent` }], powersOff),
  ...checks(
    'waits for an agent that restarts',
    [{ ...AGENT_PROCESS, appears: 'while the script sleeps' }],
    () => ({
      calls: [],
      output: [/running again/],
      sleptSeconds: 5,
    }),
  ),
  {
    name: 'health check: ignores another program that is the main process of the service (linux)',
    platform: 'linux',
    script: 'health-check.sh',
    arguments: [],
    processes: [{ executable: '/usr/bin/sleep', isService: true }],
    expect: { exit: 0, ...powersOff('linux') },
  },
  {
    name: 'health check: leaves the instance alone while systemd runs end-instance.sh (linux)',
    platform: 'linux',
    script: 'health-check.sh',
    arguments: [],
    unit: 'SubState=stop-post\nMainPID=0\n',
    expect: { exit: 0, calls: [], output: [/the agent is running/] },
  },
  {
    name: 'health check: powers off if systemd waits to restart the agent (linux)',
    platform: 'linux',
    script: 'health-check.sh',
    arguments: [],
    unit: 'MainPID=0\nSubState=auto-restart\n',
    expect: { exit: 0, ...powersOff('linux') },
  },
  {
    name: 'health check: powers off if systemd does not know the agent (linux)',
    platform: 'linux',
    script: 'health-check.sh',
    arguments: [],
    failing: ['systemctl show'],
    expect: { exit: 0, ...powersOff('linux') },
  },
  {
    name: "health check: also powers off when it runs as the agent's user (macos)",
    platform: 'macos',
    script: 'health-check.sh',
    arguments: [],
    user: 'semaphore',
    expect: { exit: 0, ...powersOff('macos') },
  },
  {
    name: "health check: also finds the agent when it runs as the agent's user (macos)",
    platform: 'macos',
    script: 'health-check.sh',
    arguments: [],
    user: 'semaphore',
    processes: [AGENT_PROCESS],
    expect: { exit: 0, calls: [], output: [/the agent is running/] },
  },
  ...onBoth((platform) => ({
    name: "health check: powers off with `shutdown` if the service manager's command fails",
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
