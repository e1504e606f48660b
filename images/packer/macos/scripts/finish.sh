#!/bin/bash
# Takes the build's traces away, so that each instance is one of its own.
set -euo pipefail

sudo rm -rf /tmp/packer /var/log/amazon/ec2/* /opt/aws/amazon-cloudwatch-agent/logs/*
sudo rm -f /opt/semaphore/agent/agent.log /etc/ssh/ssh_host_*
rm -f ~/.bash_history ~/.zsh_history
# Without its history the next boot is a first boot, which runs the user data.
sudo /usr/local/bin/ec2-macos-init clean --all
sync
