#!/bin/bash
# Makes sure that the system's APFS container fills the EBS volume, which is larger than the image it came from.
# ec2-macos-init usually has done so before it lets SSH in; it does not insist, and its attempt fails now and then.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=artifacts.sh
source /tmp/packer/scripts/artifacts.sh

tool=$(command -v ec2-macos-utils) ||
  die "ec2-macos-utils is not installed: start from one of Amazon's macOS images, or from one made of it"

for attempt in 1 2 3; do
  if [[ $attempt -gt 1 ]]; then sleep 30; fi
  say "Growing the root volume to the size of its disk, attempt $attempt"
  if output=$(sudo "$tool" grow --id root 2>&1); then
    printf '%s\n' "$output"
    exit 0
  fi
  printf '%s\n' "$output"
  # Releases before August 2023 end with an error where nothing is left to grow into.
  if [[ $output == *'not enough space to resize container'* ]]; then exit 0; fi
done
die "the root volume has not grown: $output"
