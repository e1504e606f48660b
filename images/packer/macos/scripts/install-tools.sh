#!/bin/bash
# Homebrew's tools, Rosetta, boto3. Homebrew offers only the newest version of a formula, so these are not pinned.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=artifacts.sh
source /tmp/packer/scripts/artifacts.sh

say 'Updating Homebrew'
brew update --quiet
brew upgrade --quiet
brew install --quiet coreutils jq yq gnupg python3 awscli

if [[ $(uname -m) == arm64 ]]; then
  say 'Installing Rosetta, for the Intel programs of jobs'
  sudo softwareupdate --install-rosetta --agree-to-license
  # Login shells of all users find Homebrew, as they do on Intel.
  printf '/opt/homebrew/bin\n/opt/homebrew/sbin\n' | sudo tee /etc/paths.d/homebrew >/dev/null
fi

# Homebrew's Python refuses pip unless told that this is meant. Where pip may not write beside it, it would install for
# ec2-user alone without a word.
PIP_USER=0 python3 -m pip install --quiet --disable-pip-version-check --break-system-packages \
  "boto3==$(version_of boto3)"
brew cleanup --quiet
