#!/bin/bash
# Removes traces of the build, so that instances share no keys or ids.
set -euo pipefail

sudo rm -rf /tmp/packer /var/log/amazon/ec2/* /opt/aws/amazon-cloudwatch-agent/logs/*
sudo rm -f /etc/ssh/ssh_host_*
rm -f ~/.bash_history ~/.zsh_history
# Without the history of ec2-macos-init, the next boot is a first boot, which runs the user data.
sudo /usr/local/bin/ec2-macos-init clean --all
sync
