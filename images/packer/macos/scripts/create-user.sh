#!/bin/bash
# Creates the user semaphore, which the agent runs as. This user can use sudo without a password, and has no password to log in
# with.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=artifacts.sh
source /tmp/packer/scripts/artifacts.sh

if ! id semaphore >/dev/null 2>&1; then
  say 'Creating the user semaphore'
  highest=$(dscl . -list /Users UniqueID | awk '{ if ($2 > highest) highest = $2 } END { print highest }')
  sudo dscl . -create /Users/semaphore
  sudo dscl . -create /Users/semaphore UserShell /bin/bash
  sudo dscl . -create /Users/semaphore RealName Semaphore
  sudo dscl . -create /Users/semaphore UniqueID "$((highest + 1))"
  # 20 is the group staff.
  sudo dscl . -create /Users/semaphore PrimaryGroupID 20
  sudo dscl . -create /Users/semaphore NFSHomeDirectory /Users/semaphore
  sudo dscl . -create /Users/semaphore Password '*'
  sudo createhomedir -c -u semaphore >/dev/null
  # createhomedir does not document which owner it sets.
  sudo chown semaphore /Users/semaphore
fi

printf 'semaphore ALL=(ALL) NOPASSWD:ALL\n' >"$BUILD_FOLDER/sudoers"
# A syntax error in /etc/sudoers.d would break sudo for everyone.
sudo visudo -c -f "$BUILD_FOLDER/sudoers"
sudo install -o root -g wheel -m 440 "$BUILD_FOLDER/sudoers" /etc/sudoers.d/semaphore
