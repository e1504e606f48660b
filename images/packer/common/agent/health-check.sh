#!/bin/bash
# Runs every minute: an instance without its agent powers off, and its launch template has it terminated then.
# It needs neither the metadata service nor AWS, either of which a job may have broken.
set -uo pipefail

AGENT_HOME=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
readonly AGENT_HOME
# shellcheck disable=SC2034 # lib/log.sh names it.
readonly SCRIPT_NAME=health-check
for library in log platform; do
  # shellcheck source=/dev/null
  source "$AGENT_HOME/lib/$library.sh"
done

if agent_is_running; then
  log 'the agent is running'
  exit 0
fi
# Someone may be restarting it.
sleep 5
if agent_is_running; then
  log 'the agent is running again'
  exit 0
fi
log 'the agent is gone, powering off'
power_off
