import type { Platform, ScriptCase } from '../script-case.ts';
import { AGENT } from '../script-files.ts';
import { POWERS_OFF } from './fleet.ts';
import { AGENT_PROCESS, checks } from './health-check.ts';

const LOG = { [`${AGENT}/agent.log`]: { content: 'SYNC request' } };
/** Changes the record that the checks keep, so that the next check counts this many minutes without activity. */
const unchangedFor = (minutes: number): string =>
  `sed -i 's/^[0-9]*/${minutes - 1}/' ${AGENT}/agent-activity`;
const RUNS_ON = { calls: [], output: [/the agent is running/] };
const STUCK = (platform: Platform) => ({
  calls: [POWERS_OFF[platform]],
  output: [/has done nothing for 15 minutes/],
});

/** Two checks of an agent that does nothing, with a command in between. */
const checksTwice = (
  name: string,
  between: string,
  expected: (platform: Platform) => Partial<ScriptCase['expect']> & Pick<ScriptCase['expect'], 'calls'>,
  rest: Partial<ScriptCase> = {},
) => checks(name, [AGENT_PROCESS], expected, { runs: 2, between, files: LOG, ...rest });

/** Like a real agent: the parent only waits for a child that runs the same program. The child writes all the time, so the agent works. */
const WRAPPED_AGENT: Partial<ScriptCase> = {
  files: {
    ...LOG,
    [`${AGENT}/agent`]: { content: '', copyOf: '/bin/bash', mode: '755', owner: 'root' },
    '/60': {
      content: `${AGENT}/agent -c 'while :; do echo; done' >/dev/null &\nwait\n`,
    },
  },
};

export const STUCK_AGENT_CASES: readonly ScriptCase[] = [
  ...checksTwice('powers off if the agent has done nothing for 15 minutes', unchangedFor(15), STUCK),
  ...checksTwice('waits for 15 minutes before it takes an agent for stuck', unchangedFor(14), () => RUNS_ON),
  ...checksTwice(
    'starts counting again if the agent has logged something',
    `${unchangedFor(15)}; touch -d @1700000000 ${AGENT}/agent.log`,
    () => ({ ...RUNS_ON, files: { [`${AGENT}/agent-activity`]: { text: /^0 / } } }),
  ),
  ...checksTwice(
    'does not take an agent for stuck if its log is missing',
    `${unchangedFor(15)}; rm ${AGENT}/agent.log`,
    () => ({ ...RUNS_ON, absent: [`${AGENT}/agent-activity`] }),
  ),
  ...checksTwice('ignores a damaged record', `echo '15 x' >${AGENT}/agent-activity`, () => RUNS_ON),
  ...checksTwice(
    'leaves alone an agent that works but cannot log because the disk is full',
    unchangedFor(15),
    () => RUNS_ON,
    WRAPPED_AGENT,
  ).filter(({ platform }) => platform === 'linux'),
  ...checksTwice(
    'does not take an agent for stuck while the disk is full',
    ':',
    () => ({ ...RUNS_ON, absent: [`${AGENT}/agent-activity`] }),
    { failing: ['df -k'] },
  ).filter(({ platform }) => platform === 'macos'),
];
