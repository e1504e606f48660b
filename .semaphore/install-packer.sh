#!/usr/bin/env bash
# Installs Packer on Ubuntu from HashiCorp's apt repository (https://developer.hashicorp.com/packer/install). The images need Packer 1.9, and Ubuntu's own is older.
set -euo pipefail
# Packages must be signed by this key. Other keys that HashiCorp's server sends are not trusted.
fingerprint=798AEC654E5C15428C8E42EEAA16FCBCA621E701
keyring=/usr/share/keyrings/hashicorp-archive-keyring.gpg
. /etc/os-release
home=$(mktemp -d)
curl --fail --silent --show-error --retry 5 https://apt.releases.hashicorp.com/gpg | gpg --homedir "$home" --batch --quiet --import
gpg --homedir "$home" --batch --export "$fingerprint" | sudo tee "$keyring" >/dev/null
if [ ! -s "$keyring" ]; then
  echo "HashiCorp's apt repository has no key $fingerprint" >&2
  exit 1
fi
echo "deb [arch=$(dpkg --print-architecture) signed-by=$keyring] https://apt.releases.hashicorp.com $VERSION_CODENAME main" |
  sudo tee /etc/apt/sources.list.d/hashicorp.list >/dev/null
sudo apt-get update --quiet
sudo apt-get install --yes --quiet packer
packer version
