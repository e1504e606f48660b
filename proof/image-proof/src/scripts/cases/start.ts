import type { Answer, ExpectedFile, Platform, ScriptCase } from '../script-case.ts';
import { AGENT, HOMES } from '../script-files.ts';
import { LOG_AGENT_CONTROL } from '../stand-ins.ts';
import { OWN_CREDENTIALS, ROLE_CREDENTIALS } from '../systems-manager.ts';
import {
  answers,
  CONFIG,
  DOCUMENT,
  KNOWN_HOSTS,
  onBoth,
  READS,
  STARTS,
  TOKEN,
  TOKEN_PARAMETER,
} from './fleet.ts';
import { waits } from './retries.ts';

/** Semaphore accepts only URLs of the global STS host, which expects signatures for us-east-1. The fleet is in eu-west-1. */
const PRE_SIGNED_URL =
  /^https:\/\/sts\.amazonaws\.com\/\?(?=.*Action=GetCallerIdentity)(?=.*X-Amz-Credential=A[A-Z]+%2F\d{8}%2Fus-east-1%2Fsts%2F)(?=.*X-Amz-Expires=900&)(?=.*X-Amz-Signature=[0-9a-f]{64})/;

const SIGNED_BY_THE_ENVIRONMENT = new RegExp(PRE_SIGNED_URL.source.replace('A[A-Z]+', 'AKIDEXAMPLE'));
const SIGNED_BY_THE_ROLE = new RegExp(
  `${PRE_SIGNED_URL.source.replace('(?=', '(?=.*X-Amz-Security-Token=role%2Fsession%2Btoken%3D%3D&)(?=')}`,
);

const NAME = /^i-0123456789abcdef0__[0-9a-f]{16}$/;

/** The expected configuration of the agent after a start, with a case's changes. */
export const agentConfig = (changed: Readonly<Record<string, unknown>> = {}): ExpectedFile => ({
  mode: '600',
  owner: 'semaphore',
  yaml: {
    name: NAME,
    endpoint: 'acme.semaphoreci.com',
    token: TOKEN,
    'no-https': false,
    'shutdown-hook-path': `${AGENT}/hooks/shutdown`,
    'disconnect-after-job': true,
    'disconnect-after-idle-timeout': 300,
    'upload-job-logs': 'when-trimmed',
    'env-vars': DOCUMENT.envVars,
    files: [],
    'fail-on-missing-files': false,
    ...changed,
  },
});

const document = (changed: object): Answer => JSON.stringify({ ...DOCUMENT, ...changed });

/**
 * A start that succeeds.
 * @param options - `changes`: what differs in the fleet's document; `config`: what differs in the expected configuration of
 * the agent; all other options replace fields of the case
 */
export function starts(
  platform: Platform,
  name: string,
  { changes = {}, config = {}, ...rest }: { changes?: object; config?: object } & Partial<ScriptCase> = {},
): Omit<ScriptCase, 'platform'> {
  return {
    name,
    script: 'start.sh',
    arguments: [CONFIG],
    aws: answers({ [`get-parameter:${CONFIG}`]: [document(changes)] }) ?? {},
    secrets: [TOKEN],
    ...rest,
    expect: {
      exit: 0,
      calls: [...READS, ...STARTS[platform]],
      files: { [`${AGENT}/config.yaml`]: agentConfig({ ...config }) },
      ...rest.expect,
    },
  };
}

const ODD_TOKEN = `a"b'c\\d $HOME #e: {f} %g \`id\` & ä`;
/** On Linux, the agent can be started again for an hour: until 4,600 s of uptime, because the system has run for 1,000 s (stand-ins.ts). */
const RESTART_UNTIL: Readonly<Record<Platform, string>> = {
  linux: 'RESTART_UNTIL=46\\d\\d\n',
  macos: '',
};
const instanceConf = (platform: Platform, afterJob: string, gracePeriod = 0): RegExp =>
  new RegExp(
    `^INSTANCE_ID=i-0123456789abcdef0\nREGION=eu-west-1\nAFTER_JOB=${afterJob}\nGRACE_PERIOD=${gracePeriod}\nRETIRE_ON_REBALANCE=false\nRETIRE_AT=\n${RESTART_UNTIL[platform]}$`,
  );

const LOG_AGENT = '/opt/aws/amazon-cloudwatch-agent';
const LOG_AGENT_CONFIG: Readonly<Record<Platform, string>> = {
  linux: `${LOG_AGENT}/etc/amazon-cloudwatch-agent.json`,
  macos: `${LOG_AGENT}/bin/semaphore.json`,
};
const RESTARTS_LOG_AGENT: Readonly<Record<Platform, readonly string[]>> = {
  linux: ['stop', 'start'].map((verb) => `systemctl ${verb} amazon-cloudwatch-agent.service`),
  macos: [
    'amazon-cloudwatch-agent-ctl -a stop -m ec2',
    `amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -c file:${LOG_AGENT_CONFIG.macos} -s`,
  ],
};

/** A configuration of the CloudWatch agent, with streams in the fleet's log groups and in another one. */
const logAgentConfig = (prefix: string, retention: object) => ({
  agent: { run_as_user: 'root' },
  logs: {
    logs_collected: {
      files: {
        collect_list: [
          {
            file_path: '/var/log/a',
            log_group_name: '/semaphore/agent',
            log_stream_name: `${prefix}{instance_id}`,
            ...retention,
          },
          {
            file_path: '/var/log/b',
            log_group_name: '/acme/own',
            log_stream_name: '{instance_id}',
            retention_in_days: 7,
          },
        ],
      },
    },
  },
});

const logAgentFiles = (platform: Platform): NonNullable<ScriptCase['files']> => ({
  [LOG_AGENT_CONFIG[platform]]: {
    content: JSON.stringify(logAgentConfig('', { retention_in_days: 30 })),
    owner: 'root',
  },
  [`${LOG_AGENT}/logs/state/offset`]: { content: '17', owner: 'root' },
  ...(platform === 'macos' && {
    [`${LOG_AGENT}/bin/amazon-cloudwatch-agent-ctl`]: {
      content: LOG_AGENT_CONTROL,
      mode: '755',
      owner: 'root',
    },
  }),
});

export const START_CASES: readonly ScriptCase[] = [
  ...onBoth((platform) =>
    starts(platform, 'start: configures and starts the agent', {
      expect: {
        exit: 0,
        calls: [...READS, ...STARTS[platform]],
        withinMs: 2000,
        files: {
          [`${AGENT}/config.yaml`]: agentConfig(),
          [`${AGENT}/instance.conf`]: { mode: '644', text: instanceConf(platform, 'replace') },
          [`${AGENT}/agent.log`]: { mode: '644', owner: 'semaphore' },
          [`${HOMES[platform]}/.ssh`]: { mode: '700', owner: 'semaphore' },
          [`${HOMES[platform]}/.ssh/known_hosts`]: { mode: '600', owner: 'semaphore', text: KNOWN_HOSTS },
        },
      },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, 'start: keeps special characters in the token', {
      aws: answers({ [`get-parameter:${TOKEN_PARAMETER}`]: [ODD_TOKEN] }) ?? {},
      config: { token: ODD_TOKEN },
      secrets: [ODD_TOKEN],
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, "start: changes only the agent's name in a second run", {
      runs: 2,
      expect: {
        exit: 0,
        calls: [...READS, ...STARTS[platform], ...READS, ...STARTS[platform]],
        files: {
          [`${AGENT}/config.yaml`]: agentConfig(),
          [`${HOMES[platform]}/.ssh/known_hosts`]: { text: KNOWN_HOSTS },
        },
      },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, "start: keeps the image's own settings", {
      files: {
        [`${HOMES[platform]}/.ssh/known_hosts`]: {
          content: 'git.acme.org ssh-rsa AAAA\ngithub.com ssh-rsa OLD\n',
        },
        [`${AGENT}/config.yaml`]: {
          content:
            'token: DUMMY\npre-job-hook-path: /opt/hooks/pre-job\nenv-vars:\n  - A=1\n  - SEMAPHORE_CACHE_BACKEND=gcs\n',
        },
      },
      expect: {
        exit: 0,
        calls: [...READS, ...STARTS[platform]],
        files: {
          [`${HOMES[platform]}/.ssh/known_hosts`]: { text: `git.acme.org ssh-rsa AAAA\n${KNOWN_HOSTS}` },
          [`${AGENT}/config.yaml`]: agentConfig({
            'pre-job-hook-path': '/opt/hooks/pre-job',
            'env-vars': ['A=1', ...DOCUMENT.envVars],
            'no-https': undefined,
            files: undefined,
            'fail-on-missing-files': undefined,
          }),
        },
      },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, 'start: accepts a .ssh that the image has created as root', {
      files: { [`${HOMES[platform]}/.ssh/config`]: { content: '', owner: 'root' } },
      expect: {
        exit: 0,
        calls: [...READS, ...STARTS[platform]],
        files: {
          [`${HOMES[platform]}/.ssh`]: { owner: 'semaphore' },
          [`${HOMES[platform]}/.ssh/known_hosts`]: { mode: '600', owner: 'semaphore', text: KNOWN_HOSTS },
        },
      },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, 'start: reads a document of the JavaScript stack, with white space', {
      aws:
        answers({
          [`get-parameter:${CONFIG}`]: [
            JSON.stringify(
              { ...DOCUMENT, usePreSignedURL: undefined, envVars: undefined, disconnectAfterJob: 'false' },
              null,
              2,
            ),
          ],
        }) ?? {},
      config: { 'env-vars': [], 'disconnect-after-job': false },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, 'start: accepts real booleans and numbers', {
      changes: { disconnectAfterJob: false, disconnectAfterIdleTimeout: 0 },
      config: { 'disconnect-after-job': false, 'disconnect-after-idle-timeout': 0 },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, 'start: accepts an IPv6 endpoint with a port', {
      changes: { endpoint: '[fd00::1]:8443' },
      config: { endpoint: '[fd00::1]:8443' },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, 'start: saves the reasons to retire, and spreads the maximum lifetime by 5 %', {
      changes: { retireOnRebalance: 'true', retireAfter: '86400' },
      expect: {
        exit: 0,
        calls: [...READS, ...STARTS[platform]],
        files: {
          // 1,000 s of uptime (stand-ins.ts) plus 86,400 s ± 5 %: from 83,080 to 91,720 s.
          [`${AGENT}/instance.conf`]: {
            text: /\nRETIRE_ON_REBALANCE=true\nRETIRE_AT=(?:8[3-9]|9[01])\d{3}\n(?:RESTART_UNTIL=\d+\n)?$/,
          },
        },
      },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, 'start: saves afterJob for the shutdown hook', {
      changes: { afterJob: 'shrink' },
      expect: {
        exit: 0,
        calls: [...READS, ...STARTS[platform]],
        files: { [`${AGENT}/instance.conf`]: { text: instanceConf(platform, 'shrink') } },
      },
    }),
  ),
  ...(
    [
      ['an on-demand instance', 'on-demand', 'shrink'],
      ['a spot instance', 'spot', 'replace'],
      ['an instance that cannot read its life cycle', undefined, 'replace'],
    ] as const
  ).map(([what, lifeCycle, afterJob]) => ({
    ...starts(
      'linux',
      `start: with shrinkOnDemand, ${what} saves afterJob ${afterJob} for the shutdown hook (linux)`,
      {
        changes: { shrinkOnDemand: true },
        documents: lifeCycle === undefined ? {} : { 'instance-life-cycle': [lifeCycle] },
        expect: {
          exit: 0,
          calls: [...READS, ...STARTS.linux],
          files: { [`${AGENT}/instance.conf`]: { text: instanceConf('linux', afterJob) } },
          ...(lifeCycle === undefined && { sleptSeconds: { atLeast: 10, below: 30 } }),
        },
      },
    ),
    platform: 'linux' as const,
  })),
  ...onBoth((platform) =>
    starts(platform, 'start: configures the grace period in the agent and its service', {
      changes: { interruptionGracePeriod: 90 },
      expect: {
        exit: 0,
        calls: [
          ...READS,
          ...{
            linux: ['systemctl daemon-reload'],
            macos: [
              'plutil -replace ExitTimeOut -integer 150 /Library/LaunchDaemons/com.semaphoreci.agent.plist',
              'launchctl bootout system/com.semaphoreci.agent',
              'launchctl bootstrap system /Library/LaunchDaemons/com.semaphoreci.agent.plist',
            ],
          }[platform],
          ...STARTS[platform],
        ],
        files: {
          [`${AGENT}/config.yaml`]: agentConfig({ 'interruption-grace-period': 90 }),
          [`${AGENT}/instance.conf`]: { text: instanceConf(platform, 'replace', 90) },
          ...(platform === 'linux' && {
            '/etc/systemd/system/semaphore-agent.service.d/20-interruption-grace.conf': {
              text: '[Service]\nTimeoutStopSec=150\n',
            },
          }),
        },
      },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, 'start: names the log streams after the stack, and sends each log from its beginning', {
      changes: { logStreamPrefix: 'ci-fleet/' },
      files: logAgentFiles(platform),
      runs: 2,
      expect: {
        exit: 0,
        // The second run finds that the streams have their names.
        calls: [
          ...READS,
          ...RESTARTS_LOG_AGENT[platform],
          ...STARTS[platform],
          ...READS,
          ...STARTS[platform],
        ],
        files: {
          [LOG_AGENT_CONFIG[platform]]: { mode: '644', owner: 'root', yaml: logAgentConfig('ci-fleet/', {}) },
        },
        absent: [`${LOG_AGENT}/logs/state/offset`],
      },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, 'start: leaves the log streams alone if the fleet has no prefix for them', {
      files: logAgentFiles(platform),
      expect: {
        exit: 0,
        calls: [...READS, ...STARTS[platform]],
        files: {
          [LOG_AGENT_CONFIG[platform]]: { yaml: logAgentConfig('', { retention_in_days: 30 }) },
          [`${LOG_AGENT}/logs/state/offset`]: { text: '17' },
        },
      },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, 'start: starts the agent even if the CloudWatch agent does not stop', {
      changes: { logStreamPrefix: 'ci-fleet/' },
      files: logAgentFiles(platform),
      failing: [{ linux: 'systemctl stop', macos: 'amazon-cloudwatch-agent-ctl -a' }[platform]],
      expect: {
        exit: 0,
        calls: [...READS, ...RESTARTS_LOG_AGENT[platform].slice(0, 1), ...STARTS[platform]],
        output: [/cannot name the instance's log streams/],
      },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, "start: ignores the log streams' prefix in an image without the CloudWatch agent", {
      changes: { logStreamPrefix: 'ci-fleet/' },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, "start: uses a pre-signed URL as the agent's name", {
      changes: { usePreSignedURL: true },
      environment: {
        AWS_ACCESS_KEY_ID: OWN_CREDENTIALS.AccessKeyId,
        AWS_SECRET_ACCESS_KEY: OWN_CREDENTIALS.SecretAccessKey,
      },
      secrets: [TOKEN, OWN_CREDENTIALS.SecretAccessKey],
      expect: {
        exit: 0,
        calls: [...READS, ...STARTS[platform]],
        files: {
          [`${AGENT}/config.yaml`]: agentConfig({ name: SIGNED_BY_THE_ENVIRONMENT }),
          // No RESTART_UNTIL follows, because Semaphore would refuse this agent's name a second time.
          [`${AGENT}/instance.conf`]: { text: /RETIRE_AT=\n$/ },
        },
      },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, "start: waits for the role's credentials to sign the URL", {
      changes: { usePreSignedURL: true },
      documents: {
        'iam/security-credentials/': ['', '', 'agents'],
        'iam/security-credentials/agents': [JSON.stringify(ROLE_CREDENTIALS)],
      },
      config: { name: SIGNED_BY_THE_ROLE },
      expect: {
        exit: 0,
        calls: [...READS, ...STARTS[platform]],
        sleptSeconds: waits(2),
        files: { [`${AGENT}/config.yaml`]: agentConfig({ name: SIGNED_BY_THE_ROLE }) },
      },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, 'start: takes over the lock of a start that was killed', {
      files: { '/var/run/semaphore-agent-start.lock/pid': { content: '999999\n', owner: 'root' } },
    }),
  ),
];
