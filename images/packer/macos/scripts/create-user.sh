#!/bin/bash
# The user semaphore, who runs the agent: password-less sudo, no password to log in with.
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
  # 20 is staff.
  sudo dscl . -create /Users/semaphore PrimaryGroupID 20
  sudo dscl . -create /Users/semaphore NFSHomeDirectory /Users/semaphore
  sudo dscl . -create /Users/semaphore Password '*'
  sudo createhomedir -c -u semaphore >/dev/null
  # Nothing documents whom createhomedir makes the folder's owner.
  sudo chown semaphore /Users/semaphore
fi

printf 'semaphore ALL=(ALL) NOPASSWD:ALL\n' >"$STAGE/sudoers"
# A mistake in this folder would lock everyone out of sudo.
sudo visudo -c -f "$STAGE/sudoers"
sudo install -o root -g wheel -m 440 "$STAGE/sudoers" /etc/sudoers.d/semaphore
