#!/bin/bash
# Lets the system's APFS container use the whole EBS volume, which is larger than the image that it was made from.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=artifacts.sh
source /tmp/packer/scripts/artifacts.sh

# value <key path> <disk or volume>
value() {
  diskutil info -plist "$2" | plutil -extract "$1" raw -o - -
}

store=$(value APFSPhysicalStores.0.APFSPhysicalStore /)
disk=$(value ParentWholeDisk "$store")
say "Repairing $disk, which does not know its new size yet, and growing $store"
sudo diskutil repairDisk "$disk" <<<y
sudo diskutil apfs resizeContainer "$store" 0
