/**
 * A stand-in for cloud-init. At boot, it authorizes the instance's key pair for user ubuntu. `status` waits for that, and
 * `clean` removes the state of the instance. `status` exits with 2, as cloud-init 23.4 and newer do if the boot succeeded
 * with warnings (docs.cloud-init.io, explanation/return_codes).
 */
export const CLOUD_INIT = `#!/bin/sh
set -e
metadata=http://169.254.169.254/latest
header=X-aws-ec2-metadata-token
init() {
  # Without metadata, this is not an instance.
  session=$(curl --silent --fail --request PUT --header "$header-ttl-seconds: 60" $metadata/api/token) || return 0
  mkdir -p /var/lib/cloud/instance
  read_metadata instance-id >/var/lib/cloud/instance/id
  key=$(read_metadata public-keys/0/openssh-key) || return 0
  echo "$key" >>/home/ubuntu/.ssh/authorized_keys
}
read_metadata() {
  curl --silent --fail --header "$header: $session" "$metadata/meta-data/$1"
}
case $* in
  init) init ;;
  'status --wait') systemctl start cloud-init && exit 2 ;;
  'clean --logs --seed') rm -rf /var/lib/cloud /var/log/cloud-init*.log ;;
  *) exit 2 ;;
esac
`;

export const CLOUD_INIT_UNIT = `[Unit]
After=network.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/bin/cloud-init init
[Install]
WantedBy=multi-user.target
`;

/**
 * Settings for the real cloud-init. They name EC2, so that cloud-init reads the fake metadata service. In a container, it would not recognize EC2
 * by itself (is_container in cloudinit/util.py). They also keep the apt sources, which name the stand-in's repositories.
 */
export const CLOUD_INIT_SETTINGS = `datasource_list: [Ec2]
datasource: {Ec2: {strict_id: false}}
apt: {preserve_sources_list: true}
`;
