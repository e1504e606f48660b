import type { DebianPackage } from './apt-repository.ts';

const service = (description: string, command: string): string =>
  `[Unit]\nDescription=${description}\n[Service]\nExecStart=${command}\n[Install]\nWantedBy=multi-user.target\n`;

/**
 * As in Docker's package. The stand-in never answers. A connection is enough for the tests, because whoever can connect to the real daemon
 * is as good as root.
 */
const DOCKER_SOCKET = `[Socket]
ListenStream=/run/docker.sock
SocketMode=0660
SocketUser=root
SocketGroup=docker
`;

/** Stand-ins for the packages in Docker's repository. */
export const DOCKER_PACKAGES: readonly DebianPackage[] = [
  {
    name: 'docker-ce',
    version: '5:27.4.1-1',
    files: {
      'lib/systemd/system/docker.service': service('Docker', '/bin/sleep infinity').replace(
        '[Service]',
        'Requires=docker.socket\n[Service]',
      ),
      'lib/systemd/system/docker.socket': DOCKER_SOCKET,
    },
    postinst: 'getent group docker >/dev/null || groupadd --system docker',
  },
  {
    name: 'docker-ce-cli',
    version: '5:27.4.1-1',
    files: {
      'usr/bin/docker':
        '#!/bin/sh\n[ "$1" != compose ] || exec /usr/libexec/docker-bin/compose "$2"\necho 27.4.1\n',
    },
  },
  // Without dockerd-rootless.sh, because Docker without root does not run in a guest.
  { name: 'docker-ce-rootless-extras', version: '5:27.4.1-1' },
  { name: 'containerd.io', version: '1.7.24-1' },
  { name: 'docker-buildx-plugin', version: '0.19.3-1' },
  {
    name: 'docker-compose-plugin',
    version: '2.32.1-1',
    files: { 'usr/libexec/docker-bin/compose': '#!/bin/sh\necho 2.32.1\n' },
  },
];

/** Stand-in for the package of the CloudWatch agent. */
export const CLOUDWATCH_AGENT: DebianPackage = {
  name: 'amazon-cloudwatch-agent',
  version: '1.300050.0-1',
  files: {
    'etc/systemd/system/amazon-cloudwatch-agent.service': service('CloudWatch agent', '/bin/sleep infinity'),
    'opt/aws/amazon-cloudwatch-agent/etc/placeholder': '',
  },
};

/** Stand-in for the package of the Systems Manager agent. Like AWS's package, it refuses to be installed beside the snap. */
export const SSM_AGENT: DebianPackage = {
  name: 'amazon-ssm-agent',
  version: '3.3.3050.0-1',
  files: {
    'lib/systemd/system/amazon-ssm-agent.service': service(
      'Systems Manager agent',
      '/usr/bin/amazon-ssm-agent',
    ),
    'usr/bin/amazon-ssm-agent': '#!/bin/sh\nexec sleep infinity\n',
  },
  postinst: 'if test -e /usr/bin/snap; then exit 1; fi',
};

/** Stand-ins for packages of Canonical's images that the playbook removes. */
export const SLOW_PACKAGES: readonly DebianPackage[] = [
  { name: 'snapd', version: '2.66.1', files: { 'usr/bin/snap': '#!/bin/sh\nexit 2\n' } },
  {
    name: 'multipath-tools',
    version: '0.9.4-5',
    files: { 'lib/systemd/system/multipathd.service': service('Multipath', '/bin/sleep infinity') },
  },
];
