#!/usr/bin/env bash
# Installs Packer on Ubuntu from HashiCorp's apt repository, whose signing key apt checks
# (https://developer.hashicorp.com/packer/install). Ubuntu's own Packer is older than 1.9.
set -euo pipefail
keyring=/usr/share/keyrings/hashicorp-archive-keyring.gpg
. /etc/os-release
curl --fail --silent --show-error --retry 5 https://apt.releases.hashicorp.com/gpg | sudo gpg --dearmor --yes --output "$keyring"
echo "deb [arch=$(dpkg --print-architecture) signed-by=$keyring] https://apt.releases.hashicorp.com $VERSION_CODENAME main" |
  sudo tee /etc/apt/sources.list.d/hashicorp.list >/dev/null
sudo apt-get update --quiet
sudo apt-get install --yes --quiet packer
packer version
