import { AWS_CLI } from './base.ts';

/** Stand-ins for the installers in vendors' archives. */

/** The agent's install.sh. Reads SEMAPHORE_… variables; installs the toolbox, a configuration, and a unit that is not enabled. */
export const AGENT_INSTALLER = `#!/bin/bash
set -eo pipefail
[[ $EUID -eq 0 ]] || { echo 'Please run with sudo.'; exit 1; }
for name in SEMAPHORE_ORGANIZATION SEMAPHORE_REGISTRATION_TOKEN SEMAPHORE_AGENT_INSTALLATION_USER; do
  [[ -n \${!name} ]] || { echo "$name is not set"; exit 1; }
done
user=$SEMAPHORE_AGENT_INSTALLATION_USER
here=$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)
home=$(getent passwd "$user" | cut -d: -f6)

suffix=''
[[ $(uname -m) != aarch64 ]] || suffix=-arm
releases=https://github.com/semaphoreci/toolbox/releases
curl -sL "$releases/download/$SEMAPHORE_TOOLBOX_VERSION/self-hosted-linux$suffix.tar" -o toolbox.tar
tar -xf toolbox.tar
rm -rf "$home/.toolbox"
mv toolbox "$home/.toolbox"
chown -R "$user:$user" "$home/.toolbox"
sudo -u "$user" -H bash "$home/.toolbox/install-toolbox"
echo 'source ~/.toolbox/toolbox' >>"$home/.bash_profile"
rm toolbox.tar

cat >"$here/config.yaml" <<END
endpoint: "$SEMAPHORE_ORGANIZATION.semaphoreci.com"
token: "$SEMAPHORE_REGISTRATION_TOKEN"
no-https: false
shutdown-hook-path: "$SEMAPHORE_AGENT_SHUTDOWN_HOOK"
disconnect-after-job: false
disconnect-after-idle-timeout: 0
env-vars: []
files: []
fail-on-missing-files: false
END
chown "$user:$user" "$here/config.yaml"

cat >/etc/systemd/system/semaphore-agent.service <<END
[Unit]
Description=Semaphore agent
After=network.target
StartLimitIntervalSec=0

[Service]
Type=simple
Restart=always
RestartSec=\${SEMAPHORE_AGENT_SYSTEMD_RESTART_SEC:-60}
User=$user
WorkingDirectory=$here
ExecStart=$here/agent start --config-file $here/config.yaml
Environment=SEMAPHORE_AGENT_LOG_FILE_PATH=$here/agent.log
Delegate=yes

[Install]
WantedBy=multi-user.target
END
[[ $SEMAPHORE_AGENT_START == false ]] || systemctl start semaphore-agent
`;

/** The programs that the toolbox's installer links into /usr/local/bin (semaphoreci/toolbox, install-self-hosted-toolbox). */
export const TOOLBOX_PROGRAMS = ['artifact', 'cache', 'retry', 'sem-context', 'test-results'];

/** The toolbox's installer, which runs as the agent's user. */
export const TOOLBOX_INSTALLER = `set -e
for program in ${TOOLBOX_PROGRAMS.join(' ')}; do sudo ln -sf ~/.toolbox/$program /usr/local/bin/$program; done
`;

/** The AWS CLI's installer. */
export const AWS_INSTALLER = `#!/bin/sh
set -e
[ "$1" = --update ]
bin=/usr/local/aws-cli/v2/{version}/bin
mkdir -p "$bin"
cp "$(dirname "$0")/dist/aws" "$bin/aws"
ln -sf "$bin/aws" /usr/local/bin/aws
`;

/** The program that AWS_INSTALLER installs: runs the base's AWS CLI. AWS_CA_BUNDLE makes it trust the stand-ins' certificate. */
export const AWS_PROGRAM = `#!/bin/sh
AWS_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt exec python3 ${AWS_CLI} "$@"
`;
