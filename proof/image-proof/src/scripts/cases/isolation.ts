import type { ExpectedFile, ScriptCase, ScriptFile } from '../script-case.ts';
import { AGENT } from '../script-files.ts';
import { AGENT_READS, ALLOWED_BY_SUDO } from '../stand-ins.ts';
import {
  answers,
  CONFIG,
  DENIED,
  DOCUMENT,
  MARKS_UNHEALTHY,
  READS,
  READS_CONFIG,
  READS_KEYS,
  STARTS,
  TOKEN,
} from './fleet.ts';
import { retriesForBoot } from './retries.ts';
import { NO_TOKEN_WRITTEN } from './start-faults.ts';
import { agentConfig, starts } from './start.ts';

const ROLE = 'arn:aws:iam::111111111111:role/ci-instanceProfileRoleForJobs-1A2B3C4D5E6F';
const STRICT = {
  agentTokenParameterName: 'this-image-is-too-old-for-strict-job-isolation',
  isolatedTokenParameterName: DOCUMENT.agentTokenParameterName,
  jobIsolation: 'strict',
  jobRoleArn: ROLE,
  interruptionGracePeriod: '0',
};

const DROPS_GROUPS = 'usermod --groups  semaphore';
const STOPS_DOCKER = 'systemctl mask --now docker.service docker.socket';
const ENDS_USER_SERVICES = ['systemctl stop user@1500.service', 'systemctl mask user@1500.service'];
const DROPS_PRIVILEGES = [DROPS_GROUPS, STOPS_DOCKER, ...ENDS_USER_SERVICES];
const CLOSES_METADATA = `nft -f ${AGENT}/isolation.nft`;
const STARTS_CREDENTIALS = 'systemctl restart semaphore-job-credentials.service';
const STAYS_CLOSED = 'systemctl enable semaphore-isolation.service';
const ISOLATES = [...DROPS_PRIVILEGES, CLOSES_METADATA, STAYS_CLOSED, STARTS_CREDENTIALS];

const SUDOERS = {
  '/etc/sudoers.d/semaphore': { content: 'semaphore ALL=(ALL) NOPASSWD:ALL\n', owner: 'root' },
  '/var/lib/systemd/linger/semaphore': { content: '', owner: 'root' },
};
const program: ScriptFile = { content: '#!/bin/sh\n', mode: '755', owner: 'root' };
const ROOTLESS_DOCKER = Object.fromEntries(
  ['dockerd-rootless.sh', 'newuidmap', 'slirp4netns'].map((name) => [`/usr/local/bin/${name}`, program]),
);

/** The environment of the agent, which jobs get too, unless their own variables replace it. */
const environment = (docker: boolean): ExpectedFile => ({
  mode: '600',
  owner: 'root',
  text: new RegExp(
    [
      '^AWS_REGION=eu-west-1',
      'AWS_DEFAULT_REGION=eu-west-1',
      'AWS_EC2_METADATA_DISABLED=true',
      'AWS_CONTAINER_CREDENTIALS_FULL_URI=http://127\\.0\\.0\\.1:7190/credentials',
      'AWS_CONTAINER_AUTHORIZATION_TOKEN=[0-9a-f]{64}',
      ...(docker ? ['DOCKER_HOST=unix:///run/semaphore-docker/docker.sock'] : []),
      '$',
    ].join('\n'),
  ),
});

const isolated = (name: string, options: Parameters<typeof starts>[2] = {}): ScriptCase => ({
  ...starts('linux', `start: with strict isolation, ${name}`, {
    changes: STRICT,
    files: SUDOERS,
    ...options,
  }),
  platform: 'linux',
});

/** A strict start that fails, and starts no agent. */
const givesUp = (
  name: string,
  { calls, output, ...options }: Partial<ScriptCase> & { calls: readonly string[]; output: RegExp },
): ScriptCase =>
  isolated(name, {
    ...options,
    expect: {
      exit: 1,
      calls: [...READS, ...calls, MARKS_UNHEALTHY],
      output: [output],
      files: NO_TOKEN_WRITTEN,
    },
  });

export const ISOLATION_CASES: readonly ScriptCase[] = [
  isolated('gives jobs nothing but credentials of their own, and the token only to the agent', {
    expect: {
      exit: 0,
      calls: [...READS, ...ISOLATES, ...STARTS.linux],
      files: {
        [AGENT_READS]: { yaml: agentConfig().yaml ?? {} },
        '/run/semaphore-agent.env': environment(false),
        [`${AGENT}/config.yaml`]: { mode: '600', owner: 'root', text: 'interruption-grace-period: 0\n' },
        [`${AGENT}/agent`]: { mode: '711', owner: 'root' },
        // No RESTART_UNTIL follows, because the agent cannot start again without its token.
        [`${AGENT}/instance.conf`]: { text: /RETIRE_AT=\n$/ },
        '/run/semaphore-job-credentials.json': {
          mode: '600',
          owner: 'root',
          text: new RegExp(
            `^\\{"roleArn":"${ROLE}","region":"eu-west-1","sessionName":"i-0123456789abcdef0","token":"[0-9a-f]{64}","port":7190\\}\n$`,
          ),
        },
        '/etc/cron.allow': { owner: 'root', text: 'root\n' },
        '/etc/at.allow': { owner: 'root', text: 'root\n' },
      },
      absent: ['/etc/sudoers.d/semaphore', '/var/lib/systemd/linger/semaphore'],
    },
  }),
  isolated('gives jobs Docker without root if the image has it', {
    files: { ...SUDOERS, ...ROOTLESS_DOCKER },
    expect: {
      exit: 0,
      calls: [...READS, ...ISOLATES, 'systemctl start semaphore-docker.service', ...STARTS.linux],
      files: {
        [AGENT_READS]: { yaml: agentConfig().yaml ?? {} },
        '/run/semaphore-agent.env': environment(true),
      },
    },
  }),
  isolated('keeps the grace period, but not the token, in config.yaml', {
    changes: { ...STRICT, interruptionGracePeriod: '90' },
    expect: {
      exit: 0,
      calls: [...READS, ...ISOLATES, 'systemctl daemon-reload', ...STARTS.linux],
      files: { [`${AGENT}/config.yaml`]: { text: 'interruption-grace-period: 90\n' } },
    },
  }),
  givesUp("fails if the user's groups cannot be removed", {
    failing: ['usermod --groups'],
    calls: [DROPS_GROUPS],
    output: /cannot take all privileges from semaphore/,
  }),
  givesUp('fails if the user stays in a group', {
    files: {
      ...SUDOERS,
      '/etc/group': { content: 'root:x:0:\nsemaphore:x:1500:\ndocker:x:990:semaphore\n' },
    },
    calls: DROPS_PRIVILEGES,
    output: /cannot remove semaphore from the groups 1500 990/,
  }),
  givesUp('fails if another rule allows sudo', {
    files: {
      [ALLOWED_BY_SUDO]: {
        content: 'User semaphore may run the following commands on guest:\n    (ALL) ALL\n',
      },
    },
    calls: DROPS_PRIVILEGES,
    output: /cannot refuse sudo to semaphore: User semaphore may run/,
  }),
  givesUp('fails if the metadata service stays open to jobs', {
    failing: ['nft -f'],
    calls: [...DROPS_PRIVILEGES, CLOSES_METADATA],
    output: /cannot close the metadata service to jobs/,
  }),
  givesUp('fails if the metadata service would be open to jobs after a reboot', {
    failing: ['systemctl enable'],
    calls: [...DROPS_PRIVILEGES, CLOSES_METADATA, STAYS_CLOSED],
    output: /cannot close the metadata service to jobs/,
  }),
  givesUp("fails without credentials of the jobs' role", {
    failing: ['systemctl restart'],
    calls: ISOLATES,
    output: /cannot start the service with the jobs' credentials/,
  }),
  {
    ...starts(
      'linux',
      'start: an image without isolation cannot read the token of a fleet with strict isolation',
      {
        // What an older image makes of the document: it does not know the key jobIsolation.
        changes: { ...STRICT, jobIsolation: undefined },
        aws:
          answers({
            [`get-parameter:${CONFIG}`]: [
              JSON.stringify({ ...DOCUMENT, ...STRICT, jobIsolation: undefined }),
            ],
            [`get-parameter:${STRICT.agentTokenParameterName}`]: [DENIED],
          }) ?? {},
      },
    ),
    platform: 'linux',
    expect: {
      exit: 1,
      calls: [READS_CONFIG, READS_KEYS, MARKS_UNHEALTHY],
      ...retriesForBoot(`GetParameter ${STRICT.agentTokenParameterName}`),
      output: [/cannot read the registration token/],
      files: NO_TOKEN_WRITTEN,
    },
  },
  {
    ...starts('macos', 'start: macOS refuses strict isolation', { changes: STRICT }),
    platform: 'macos',
    expect: {
      exit: 1,
      calls: [...READS, MARKS_UNHEALTHY],
      output: [/macOS cannot isolate jobs/],
      files: NO_TOKEN_WRITTEN,
    },
    secrets: [TOKEN],
  },
];
