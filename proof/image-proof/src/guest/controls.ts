import { AGENT } from '../scripts/script-files.ts';
import type { InstanceInfo } from './sandbox-fleet.ts';

/** A control of strict isolation, and how to remove it on an instance whose agent runs. */
export interface Control {
  /** What isolation ensures. */
  readonly name: string;
  /** The command line with which root removes it. */
  readonly remove?: string;
  /** The command line with which root restores it. */
  readonly restore?: string;
  /** Whether `remove` and `restore` take effect only when the start script starts the agent. */
  readonly needsStart?: boolean;
  /** Environment variables that the hostile job gets in addition. */
  readonly environment?: (instance: InstanceInfo) => Readonly<Record<string, string>>;
  /** The attempts of a hostile job that succeed once the control is removed. All others must fail. */
  readonly succeeding: readonly string[];
}

const DOCKER = 'docker.service docker.socket';
const CREDENTIALS = `${AGENT}/job-credentials.py`;
const RESTART_CREDENTIALS = 'systemctl restart semaphore-job-credentials';

/** Replaces a piece of text in a script, and fails if the script does not have it. */
const edit = (file: string, from: string, to: string): string =>
  `grep -qF -- "${from}" ${file} && cp -p ${file} /root/original && sed -i "s/${from}/${to}/" ${file}`;
const undoEdit = (file: string): string => `cp -p /root/original ${file}`;

const IN_AWS = [
  "act in AWS with the instance's role",
  'read the token in Systems Manager',
  "read the fleet's configuration in Systems Manager",
  'mark an instance of the group',
  'write to the log streams of another fleet',
];

const AGENT_SCRIPTS = [
  'change the shutdown hook',
  'change the script that ends the instance',
  'change the health check',
  'change the start script',
  'change the retirement watch',
];

const OTHER_FILES = [
  "change the agent's unit",
  'change the configuration of the log agent',
  'change the programs that root runs',
];

const SECRETS = [
  "read the file with the credentials service's secrets",
  'read the file with the environment of the agent',
];

export const CONTROLS: readonly Control[] = [
  { name: 'nothing', succeeding: [] },
  {
    name: 'jobs have no sudo',
    remove: "echo 'semaphore ALL=(ALL) NOPASSWD:ALL' >/etc/sudoers.d/semaphore",
    restore: 'rm /etc/sudoers.d/semaphore',
    succeeding: [
      ...SECRETS,
      ...AGENT_SCRIPTS,
      ...OTHER_FILES,
      "change the file with the instance's id",
      'read the environment of the first process',
      'reach the metadata service with sudo',
      'change the packet filter',
      'run any command with sudo',
      'mount a file system',
      'enter the namespaces of the first process',
      "read root's files",
      "read the system's log",
      'create a unit of systemd',
      'start a unit of systemd as root',
      'create a table of cron for root',
      'put a link where the log agent reads',
      'kill the retirement watch',
      'kill the credentials service',
      'stop the health check',
    ],
  },
  {
    name: "jobs are not in Docker's group",
    remove: 'usermod --append --groups docker semaphore',
    restore: "usermod --groups '' semaphore",
    succeeding: ["be a member of Docker's group"],
  },
  {
    name: "jobs are not in Docker's group, and the machine's Docker daemon is stopped",
    remove: `usermod --append --groups docker semaphore && systemctl unmask ${DOCKER} && systemctl start docker.socket`,
    restore: `usermod --groups '' semaphore && systemctl mask --now ${DOCKER}`,
    succeeding: ["be a member of Docker's group", "connect to the machine's Docker daemon"],
  },
  {
    name: 'the packet filter closes the metadata service',
    remove: 'nft delete table inet semaphore-isolation',
    restore: `nft -f ${AGENT}/isolation.nft`,
    succeeding: [
      ...IN_AWS,
      'open a session with the metadata service',
      'open a session with the metadata service over IPv6',
      "get the credentials of the instance's role",
      'reach the metadata service as root of a user namespace',
      'reach the metadata service from a container in the network of the instance',
      'reach the metadata service from a container on a bridge network',
    ],
  },
  {
    name: 'the packet filter closes the metadata service over IPv6',
    remove: `sed /ip6/d ${AGENT}/isolation.nft | nft -f -`,
    restore: `nft -f ${AGENT}/isolation.nft`,
    succeeding: ['open a session with the metadata service over IPv6'],
  },
  {
    name: 'jobs have a role of their own',
    environment: ({ credentials }) => ({
      AWS_ACCESS_KEY_ID: credentials['AccessKeyId'] ?? '',
      AWS_SECRET_ACCESS_KEY: credentials['SecretAccessKey'] ?? '',
      AWS_SESSION_TOKEN: credentials['Token'] ?? '',
    }),
    succeeding: IN_AWS,
  },
  {
    name: "only processes that know a secret get credentials of the jobs' role",
    remove: `${edit(CREDENTIALS, 'if not hmac.compare_digest', 'if False and hmac.compare_digest')} && ${RESTART_CREDENTIALS}`,
    restore: `${undoEdit(CREDENTIALS)} && ${RESTART_CREDENTIALS}`,
    succeeding: ['get credentials from the credentials service without its secret'],
  },
  {
    name: 'only root can read the files with secrets',
    remove: 'chmod 644 /run/semaphore-job-credentials.json /run/semaphore-agent.env',
    restore: 'chmod 600 /run/semaphore-job-credentials.json /run/semaphore-agent.env',
    succeeding: SECRETS,
  },
  {
    name: "the agent's configuration with the token is on no disk",
    remove: `cp -p ${AGENT}/config.yaml /root/original && echo 'token: Registration-token-of-the-sandbox' >>${AGENT}/config.yaml && chown semaphore ${AGENT}/config.yaml`,
    restore: undoEdit(`${AGENT}/config.yaml`),
    succeeding: [
      "read the token in the agent's configuration",
      'find the token in any file',
      "find the token with root's rights",
      'register a second agent',
    ],
  },
  {
    name: "jobs cannot read the agent's program, so they cannot read the agent's process",
    remove: edit(`${AGENT}/lib/isolation.sh`, 'chmod 711', 'chmod 755'),
    restore: undoEdit(`${AGENT}/lib/isolation.sh`),
    needsStart: true,
    succeeding: [
      'read the environment of the agent',
      'read the open files of the agent',
      'find the token in the memory of the agent',
      'trace the agent',
      "read the agent's program",
    ],
  },
  {
    name: "the agent's scripts and their folders belong to root",
    remove: `chown -R semaphore ${AGENT}/hooks ${AGENT}/*.sh ${AGENT}/instance.conf && chown semaphore ${AGENT}`,
    restore: `chown -R root ${AGENT}/hooks ${AGENT}/*.sh ${AGENT}/instance.conf ${AGENT}`,
    succeeding: [
      ...AGENT_SCRIPTS,
      "change the file with the instance's id",
      'put a link where the log agent reads',
    ],
  },
  {
    name: "the agent's unit, the log agent's configuration and /usr/local/bin belong to root",
    remove:
      'chown semaphore /etc/systemd/system/semaphore-agent.service /opt/aws/amazon-cloudwatch-agent/etc/*.json /usr/local/bin',
    restore:
      'chown root /etc/systemd/system/semaphore-agent.service /opt/aws/amazon-cloudwatch-agent/etc/*.json /usr/local/bin',
    succeeding: OTHER_FILES,
  },
  {
    name: "the jobs' user has no systemd of its own",
    remove: 'systemctl unmask user@$(id -u semaphore)',
    restore: 'systemctl stop user@$(id -u semaphore); systemctl mask user@$(id -u semaphore)',
    succeeding: ['start a service that outlives the agent'],
  },
  {
    name: 'jobs have no cron',
    remove: 'mv /etc/cron.allow /root/original',
    restore: 'mv /root/original /etc/cron.allow',
    succeeding: ['create a table of cron for oneself'],
  },
];
