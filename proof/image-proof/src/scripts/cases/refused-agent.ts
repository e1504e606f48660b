import type { ScriptCase, ScriptFile } from '../script-case.ts';
import { AGENT } from '../script-files.ts';
import { answers, REPLACES } from './fleet.ts';

const RESTARTS = 'systemctl restart --no-block semaphore-agent.service';
const LOG = `${AGENT}/agent.log`;
const CONFIG = `${AGENT}/config.yaml`;
const REASON = `${AGENT}/shutdown-reason`;
const ENDED = /the instance is being terminated/;

const line = (text: string) => `0 May  1 12:00:00.000 agent : ${text}\n`;
const STARTS = line('Starting Agent') + line('Registering Agent');
/** As pkg/listener of semaphoreci/agent logs it. */
const refusedWith = (status: number) => {
  const request = `register request to https://acme.semaphoreci.com/api/v1/self_hosted_agents/register got HTTP ${status}: slow down\n`;
  return (
    STARTS +
    line(`[Register] attempt [29] failed with [${request}] - retrying in 1s`) +
    line(
      `Could not start agent: failed to register agent: [Register] failed after [30] attempts - giving up: ${request}`,
    )
  );
};
const TOO_MANY = refusedWith(429);

const FILES: Readonly<Record<string, ScriptFile>> = {
  [REASON]: { content: '', mode: '600' },
  [`${AGENT}/instance.conf`]: {
    content: 'INSTANCE_ID=i-0123456789abcdef0\nREGION=eu-west-1\nAFTER_JOB=replace\n',
    owner: 'root',
  },
  [LOG]: { content: TOO_MANY },
  [CONFIG]: { content: 'endpoint: "acme.semaphoreci.com"\ntoken: "t0ken"\n', mode: '600' },
};

const ends = (
  name: string,
  files: NonNullable<ScriptCase['files']>,
  expect: ScriptCase['expect'],
): ScriptCase => ({
  name: `refused agent: ${name} (linux)`,
  platform: 'linux',
  script: 'end-instance.sh',
  arguments: [],
  aws: answers({ 'terminate-instance-in-auto-scaling-group': ['TERMINATING'] }) ?? {},
  metadata: { reachable: 'never' },
  secrets: ['t0ken'],
  files: { ...FILES, ...files },
  expect,
});

const startsAgain = (name: string, files: NonNullable<ScriptCase['files']> = {}): ScriptCase =>
  ends(name, files, {
    exit: 0,
    calls: [RESTARTS],
    sleptSeconds: { atLeast: 0, below: 30.001 },
    output: [/too many agents register; starting the agent again/],
  });

const isReplaced = (name: string, files: NonNullable<ScriptCase['files']>): ScriptCase =>
  ends(`replaces an instance ${name}`, files, {
    exit: 0,
    calls: [REPLACES],
    sleptSeconds: 0,
    output: [ENDED],
  });

/** The end of an agent that Semaphore did not register because too many agents registered. */
export const REFUSED_AGENT_CASES: readonly ScriptCase[] = [
  startsAgain('starts again after a while'),
  startsAgain('starts again even if an earlier start failed for another reason', {
    [LOG]: { content: refusedWith(503) + TOO_MANY },
  }),
  startsAgain('starts again after 79 starts', { [LOG]: { content: TOO_MANY.repeat(79) } }),
  isReplaced('after 80 starts', { [LOG]: { content: TOO_MANY.repeat(80) } }),
  ...[400, 401, 404, 422, 500].map((status) =>
    isReplaced(`whose agent was refused with ${status}`, { [LOG]: { content: refusedWith(status) } }),
  ),
  isReplaced('whose agent was first refused with 429, and then for another reason', {
    [LOG]: { content: TOO_MANY + refusedWith(401) },
  }),
  isReplaced('whose agent was refused in one start, and killed in the next', {
    [LOG]: { content: TOO_MANY + STARTS },
  }),
  startsAgain('starts again if an earlier start had registered and idled without a job', {
    [LOG]: { content: STARTS + line('Starting to poll for jobs') + TOO_MANY },
  }),
  isReplaced('that has had a job', {
    [LOG]: {
      content:
        STARTS +
        line('Starting to poll for jobs') +
        line('SYNC response (action: run-job, job: 7)') +
        TOO_MANY,
    },
  }),
  isReplaced('whose agent has ended with the reason JOB_FINISHED', {
    [REASON]: { content: 'JOB_FINISHED\n', mode: '600' },
  }),
  isReplaced("whose agent's configuration no longer has the token", {
    [CONFIG]: { content: 'interruption-grace-period: 0\n', mode: '600' },
  }),
  ends(
    'replaces an instance that is marked as interrupted',
    { [`${AGENT}/interrupted`]: { content: '', owner: 'root' } },
    { exit: 0, calls: [REPLACES], sleptSeconds: { atLeast: 0, below: 30.001 }, output: [ENDED] },
  ),
  {
    ...ends(
      'replaces the instance if systemd does not start the agent',
      {},
      {
        exit: 0,
        calls: [RESTARTS, REPLACES],
        sleptSeconds: { atLeast: 0, below: 30.001 },
        output: [ENDED],
      },
    ),
    failing: ['systemctl restart'],
  },
];
