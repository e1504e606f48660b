import type { Answer, Platform, ScriptCase } from '../script-case.ts';
import { INSTANCE_ID, REGION } from '../run-case.ts';

export const CONFIG = 'ci-fleet-config';
export const TOKEN_PARAMETER = '/ci/agent-token';
export const KEYS_PARAMETER = 'ci-fleet-ssh-public-keys';
export const TOKEN = 'T0ken-of-the-agent-type';
const HOST_KEYS = ['ssh-ed25519 AAAAC3NzaC1lZDI1', 'ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNo+/='];
export const KNOWN_HOSTS = HOST_KEYS.map((key) => `github.com ${key}\n`).join('');

/** The fleet's configuration document, with the keys that both this stack and the JavaScript stack write. */
export const DOCUMENT = {
  endpoint: 'acme.semaphoreci.com',
  agentTokenParameterName: TOKEN_PARAMETER,
  sshKeysParameterName: KEYS_PARAMETER,
  disconnectAfterJob: 'true',
  disconnectAfterIdleTimeout: '300',
  envVars: ['SEMAPHORE_CACHE_BACKEND=s3', 'SEMAPHORE_CACHE_S3_BUCKET=acme-cache'],
  usePreSignedURL: false,
};

/** The signed calls of a start whose user data is that of the JavaScript stack. */
export const READS_CONFIG = `GetParameter ${CONFIG}`;
export const READS_TOKEN = `GetParameter ${TOKEN_PARAMETER}`;
export const READS_KEYS = `GetParameter ${KEYS_PARAMETER}`;
export const READS = [READS_CONFIG, READS_TOKEN, READS_KEYS];
/** The call of a start whose user data names all parameters. */
export const READS_ALL = `GetParameters ${CONFIG} ${KEYS_PARAMETER} ${TOKEN_PARAMETER}`;
/** The calls of a start that uses the AWS CLI. */
export const READS_WITH_CLI = [CONFIG, TOKEN_PARAMETER, KEYS_PARAMETER].map(
  (name) => `get-parameter in ${REGION} ${name} --with-decryption`,
);
export const MARKS_UNHEALTHY = `set-instance-health in ${REGION} ${INSTANCE_ID} Unhealthy --no-should-respect-grace-period`;
export const SHRINKS = `terminate-instance-in-auto-scaling-group in ${REGION} ${INSTANCE_ID} --should-decrement-desired-capacity`;
export const REPLACES = `terminate-instance-in-auto-scaling-group in ${REGION} ${INSTANCE_ID} --no-should-decrement-desired-capacity`;

export const GROUP = 'ci-fleet-autoScalingGroup-1A2B3C';
/** The documents of the metadata service in a fleet with a launch timeout. */
export const GROUP_TAG = { 'tags/instance/aws:autoscaling:groupName': [GROUP] };
/** Reports the launch's result to the group. */
export const reports = (result: 'CONTINUE' | 'ABANDON'): string =>
  `complete-lifecycle-action in ${REGION} agent-up ${GROUP} ${INSTANCE_ID} ${result}`;

export const MASKS_UPGRADES =
  'systemctl mask --now --no-block unattended-upgrades.service apt-daily.timer apt-daily.service apt-daily-upgrade.timer apt-daily-upgrade.service';

/** Calls that start the agent, then its health check, and then turn off upgrades. */
export const STARTS: Readonly<Record<Platform, readonly string[]>> = {
  linux: [
    'systemctl start semaphore-agent.service',
    'systemctl enable --now semaphore-agent-health-check.timer',
    MASKS_UPGRADES,
  ],
  macos: [
    'launchctl kickstart system/com.semaphoreci.agent',
    'launchctl bootout system/com.semaphoreci.retirement-watch',
    'launchctl bootstrap system /Library/LaunchDaemons/com.semaphoreci.retirement-watch.plist',
    'launchctl bootout system/com.semaphoreci.health-check',
    'launchctl bootstrap system /Library/LaunchDaemons/com.semaphoreci.health-check.plist',
  ],
};

export const POWERS_OFF: Readonly<Record<Platform, string>> = {
  linux: 'systemctl poweroff',
  macos: 'launchctl reboot halt',
};

export const refused = (code: string, message = ''): Answer => ({
  error: `An error occurred (${code}) when calling the operation: ${message}`,
});

export const THROTTLED = refused('ThrottlingException', 'Rate exceeded');
export const DENIED = refused('AccessDeniedException', 'User is not authorized to perform ssm:GetParameter');
export const UNREACHABLE: Answer = {
  error: 'Could not connect to the endpoint URL: "https://ssm.eu-west-1.amazonaws.com/"',
  exit: 255,
};
export const SLOW: Answer = {
  error: 'Read timeout on endpoint URL: "https://ssm.eu-west-1.amazonaws.com/"',
  exit: 255,
};

/** AWS's answers when everything works, except for a case's changes. */
export function answers(changed: ScriptCase['aws'] = {}): ScriptCase['aws'] {
  return {
    [`get-parameter:${CONFIG}`]: [JSON.stringify(DOCUMENT)],
    [`get-parameter:${TOKEN_PARAMETER}`]: [TOKEN],
    [`get-parameter:${KEYS_PARAMETER}`]: [JSON.stringify(HOST_KEYS)],
    'set-instance-health': [''],
    'complete-lifecycle-action': [''],
    'terminate-instance-in-auto-scaling-group': ['TERMINATING'],
    ...changed,
  };
}

/** The same case on Linux and macOS. */
export function onBoth(make: (platform: Platform) => Omit<ScriptCase, 'platform'>): readonly ScriptCase[] {
  return (['linux', 'macos'] as const).map((platform) => {
    const scriptCase = make(platform);
    return { ...scriptCase, name: `${scriptCase.name} (${platform})`, platform };
  });
}
