import { NEWEST_UBUNTU, writeUserData } from '@agent-aws-stack/contract';
import { INSTANCE_ID } from '../run-case.ts';
import type { Expectation, ScriptCase } from '../script-case.ts';
import { AGENT } from '../script-files.ts';
import { agentConfig, starts } from './start.ts';
import { answers, CONFIG, MARKS_UNHEALTHY, READS, READS_CONFIG, STARTS } from './fleet.ts';

const STARTED = `${AGENT}/boot-started`;
/** A file that exists as long as the user data has not called start.sh yet. */
const TO_COME = '/run/semaphore-agent-user-data';
const ROLLOUT = { parameterName: 'ci-fleet-rollout', revision: 'r1' };
const USER_DATA = writeUserData(NEWEST_UBUNTU, CONFIG, { rollout: ROLLOUT });
/** As the JavaScript stack writes it (UserData.forLinux of the CDK, in lib/aws-semaphore-agent-stack.js). */
const USER_DATA_OF_JAVASCRIPT_STACK = `#!/bin/bash\n${AGENT}/start.sh ${CONFIG}`;

const boots = (
  name: string,
  userData: string,
  expected: Partial<Expectation> = {},
  rest: Partial<ScriptCase> = {},
): ScriptCase => ({
  ...starts('linux', `boot: ${name}`, {}),
  ...{ platform: 'linux', script: 'boot.sh', arguments: [], documents: { 'user-data': [userData] } },
  ...rest,
  expect: { exit: 0, calls: [...READS, ...STARTS.linux], ...expected },
});

/** User data that cloud-init must run. */
const leaves = (what: string, userData: string): ScriptCase =>
  boots(`leaves ${what} to cloud-init`, userData, {
    calls: [],
    output: [/the user data does not only call start\.sh; cloud-init runs the user data/],
    absent: [STARTED, TO_COME],
  });

/** The user data's call of start.sh, which comes after the boot unit has started the agent. */
const comesLater = (name: string, runs: number, calls: readonly string[], output: RegExp): ScriptCase => ({
  ...starts('linux', `boot: ${name}`, {}),
  ...{ platform: 'linux', runs, files: { [TO_COME]: { content: '', owner: 'root' } } },
  expect: { exit: 0, calls, output: [output], absent: [TO_COME] },
});

/** The boot unit's script, and what becomes of the user data's call after it. */
export const BOOT_CASES: readonly ScriptCase[] = [
  boots('starts the agent if the user data only calls start.sh', USER_DATA, {
    files: {
      [`${AGENT}/config.yaml`]: agentConfig(),
      [`${AGENT}/boot.log`]: { boot: { startedBy: 'boot-unit', configParameter: CONFIG } },
      [STARTED]: { mode: '644', owner: 'root', text: `${INSTANCE_ID}\n` },
      [TO_COME]: { owner: 'root' },
    },
  }),
  boots("starts the agent if the user data is the JavaScript stack's", USER_DATA_OF_JAVASCRIPT_STACK, {
    files: { [`${AGENT}/config.yaml`]: agentConfig() },
  }),
  boots(
    'starts the agent of an instance whose image was made from another instance',
    USER_DATA,
    { files: { [STARTED]: { text: `${INSTANCE_ID}\n` } } },
    { files: { [STARTED]: { content: 'i-0aaaaaaaaaaaaaaaa\n', owner: 'root' } } },
  ),
  boots(
    'does not start the agent again after a reboot',
    USER_DATA,
    { calls: [], output: [/has booted before/], absent: [TO_COME] },
    { files: { [STARTED]: { content: `${INSTANCE_ID}\n`, owner: 'root' } } },
  ),
  leaves('missing user data', ''),
  leaves('a cloud-config', '#cloud-config\npackages: [jq]\n'),
  leaves('a script without the call', '#!/bin/bash\napt-get install --yes jq\n'),
  leaves('a script with a command before the call', `#!/bin/bash\nexport A=1\n${AGENT}/start.sh ${CONFIG}\n`),
  leaves('a script with a command after the call', `${USER_DATA}\necho done\n`),
  leaves('a script with two calls', `${USER_DATA}\n${AGENT}/start.sh another-config\n`),
  leaves('a call with a second argument', `${USER_DATA} --debug`),
  leaves('a call with an expansion', `#!/bin/bash\n${AGENT}/start.sh $(hostname)-config`),
  leaves('a call without a parameter', `#!/bin/bash\n${AGENT}/start.sh`),
  leaves('a script for another shell', USER_DATA.replace('bash', 'sh')),
  leaves(
    'user data in several parts',
    `Content-Type: multipart/mixed; boundary="x"\n\n--x\n\n${USER_DATA}\n--x--\n`,
  ),
  boots(
    'waits until the network reaches the metadata service',
    USER_DATA,
    { sleptSeconds: { atLeast: 0.25, below: 0.35 } },
    { metadata: { failures: 3 } },
  ),
  boots(
    'leaves the start to cloud-init if the metadata service does not answer for a minute',
    USER_DATA,
    { calls: [], sleptSeconds: { atLeast: 59.9, below: 60.1 }, absent: [STARTED, TO_COME] },
    { metadata: { reachable: 'never' } },
  ),
  boots(
    'gives up an instance whose start fails, and keeps the user data from a second attempt',
    USER_DATA,
    { exit: 1, calls: [READS_CONFIG, MARKS_UNHEALTHY], files: { [TO_COME]: { owner: 'root' } } },
    { aws: answers({ [`get-parameter:${CONFIG}`]: ['{}'] }) ?? {} },
  ),
  comesLater(
    "the user data's call does nothing after the boot unit's, even if the agent has run a job and exited",
    1,
    [],
    /the boot unit has started the agent/,
  ),
  comesLater(
    "only the first call after the boot unit's counts as that of the user data",
    2,
    [...READS, ...STARTS.linux],
    /started the agent/,
  ),
];
