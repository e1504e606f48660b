#!/bin/bash
# Installs the CloudWatch agent, which sends logs to the log groups of this project.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=artifacts.sh
source /tmp/packer/scripts/artifacts.sh

readonly CONTROL=/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl
readonly CONFIGURATION=/opt/aws/amazon-cloudwatch-agent/bin/semaphore.json

say 'Installing the CloudWatch agent'
package=$(fetch cloudwatchAgent)
sudo installer -pkg "$package" -target /
sudo install -m 644 "$BUILD_FOLDER/files/amazon-cloudwatch-agent.json" "$CONFIGURATION"
# -s starts the agent now and at each boot.
sudo "$CONTROL" -a fetch-config -m ec2 -c "file:$CONFIGURATION" -s
