#!/bin/bash
# Goss over the finished machine: an image that is not what it should be is not made.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=artifacts.sh
source /tmp/packer/scripts/artifacts.sh

goss=$(fetch goss)
chmod 755 "$goss"
# Goss calls its macOS build an alpha, and wants to hear that one knows.
sudo env PATH="$PATH" GOSS_USE_ALPHA=1 "$goss" --gossfile "$STAGE/goss/build.yaml" validate --format documentation --no-color
