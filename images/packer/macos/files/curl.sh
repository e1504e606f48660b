#!/bin/bash
# Replaces curl while the agent's install.sh runs. install.sh calls it once: curl -sL <toolbox> -o <file>.
# install-agent.sh replaces @toolbox@ by the path of the verified file.
set -euo pipefail
url='' output=''
while [[ $# -gt 0 ]]; do
  case $1 in
    -o) output=$2 && shift ;;
    http*) url=$1 ;;
  esac
  shift
done
if [[ ${url##*/} != "$(basename '@toolbox@')" || -z $output ]]; then
  echo "not verified: $url" >&2
  exit 22
fi
cp '@toolbox@' "$output"
