import { AWS_CLI } from './base.ts';

/** What the vendors' archives bring to install themselves, as far as the playbook and the scripts see it. */

/** The agent's: reads SEMAPHORE_… variables; leaves the toolbox, a configuration, a unit that is not enabled. */
export const AGENT_INSTALLATION = `#!/bin/bash
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

/** What the toolbox's installation (install-self-hosted-toolbox of semaphoreci/toolbox) links into the path. */
export const TOOLBOX_PROGRAMS = ['artifact', 'cache', 'retry', 'sem-context', 'test-results'];

/** The toolbox's, run as the agent's user. */
export const TOOLBOX_INSTALLATION = `set -e
for program in ${TOOLBOX_PROGRAMS.join(' ')}; do sudo ln -sf ~/.toolbox/$program /usr/local/bin/$program; done
`;

/** The AWS CLI's. */
export const AWS_INSTALLATION = `#!/bin/sh
set -e
[ "$1" = --update ]
bin=/usr/local/aws-cli/v2/{version}/bin
mkdir -p "$bin"
cp "$(dirname "$0")/dist/aws" "$bin/aws"
ln -sf "$bin/aws" /usr/local/bin/aws
`;

/** Debian's AWS CLI 2, with the authorities that the guest trusts: its own list knows no stand-ins. */
export const AWS_PROGRAM = `#!/bin/sh
AWS_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt exec python3 ${AWS_CLI} "$@"
`;
