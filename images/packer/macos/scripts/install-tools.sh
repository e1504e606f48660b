#!/bin/bash
# Installs the Homebrew formulas that jobs and scripts need, then Rosetta on arm64, then boto3. Homebrew installs only the newest
# version of a formula, so the formulas are not pinned.
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
  # On Intel, login shells find Homebrew without this.
  printf '/opt/homebrew/bin\n/opt/homebrew/sbin\n' | sudo tee /etc/paths.d/homebrew >/dev/null
fi

# Homebrew's Python refuses pip without --break-system-packages. PIP_USER=0 prevents pip from installing for ec2-user only,
# which it does silently if it cannot write to the system's folder.
PIP_USER=0 python3 -m pip install --quiet --disable-pip-version-check --break-system-packages \
  --require-hashes --requirement /tmp/packer/boto3.txt
brew cleanup --quiet
