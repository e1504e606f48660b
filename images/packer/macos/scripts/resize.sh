#!/bin/bash
# Grows the system's APFS container to the size of the EBS volume, which is larger than the base image. ec2-macos-init
# usually does this before SSH is available, but sometimes fails, and does not retry.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=artifacts.sh
source /tmp/packer/scripts/artifacts.sh

tool=$(command -v ec2-macos-utils) ||
  die "ec2-macos-utils is not installed: build from one of Amazon's macOS images, or from an image based on one"

for attempt in 1 2 3; do
  if [[ $attempt -gt 1 ]]; then sleep 30; fi
  say "Growing the root volume to the size of its disk, attempt $attempt"
  if output=$(sudo "$tool" grow --id root 2>&1); then
    printf '%s\n' "$output"
    exit 0
  fi
  printf '%s\n' "$output"
  # Releases of ec2-macos-utils before August 2023 fail if there is no space left to grow into.
  if [[ $output == *'not enough space to resize container'* ]]; then exit 0; fi
done
die "cannot grow the root volume: $output"
