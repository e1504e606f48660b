#!/bin/bash
# Tests the finished machine with Goss. If a test fails, no image is created. Goss stays in the image to test instances.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=artifacts.sh
source /tmp/packer/scripts/artifacts.sh

goss=$(fetch goss)
sudo mkdir -p /opt/semaphore/goss /usr/local/bin
sudo cp "$BUILD_FOLDER"/goss/*.yaml /opt/semaphore/goss/
sudo install -m 755 "$goss" /usr/local/bin/goss
# Goss requires GOSS_USE_ALPHA on macOS. It runs one test at a time, because several programs that start for the first time
# together exceed their time limits, and one failure ends the build. With -H, HOME is root's home, so that the tested programs
# do not find files in ec2-user's home.
sudo -H env PATH="$PATH" GOSS_USE_ALPHA=1 goss --gossfile /opt/semaphore/goss/build.yaml validate \
  --max-concurrent 1 --format documentation --no-color
