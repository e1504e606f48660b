#!/bin/bash
# Goss over the finished machine: an image that is not what it should be is not made. It stays there, so that an
# instance can be asked the same.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=artifacts.sh
source /tmp/packer/scripts/artifacts.sh

goss=$(fetch goss)
sudo mkdir -p /opt/semaphore/goss /usr/local/bin
sudo cp "$STAGE"/goss/*.yaml /opt/semaphore/goss/
sudo install -m 755 "$goss" /usr/local/bin/goss
# Goss calls its macOS build an alpha, and wants to hear that one knows. One check at a time: several programs that all
# start for the first time exceed their time-outs, and a single one that does costs the whole build. With root's home, so
# that nothing counts that ec2-user has for itself.
sudo -H env PATH="$PATH" GOSS_USE_ALPHA=1 goss --gossfile /opt/semaphore/goss/build.yaml validate \
  --max-concurrent 1 --format documentation --no-color
