#!/bin/bash
# Runs every minute. If the agent is gone or stuck, powers off the instance. EC2 then terminates it, as the launch template says.
# Uses neither the metadata service nor AWS, because a job may have broken the access to either.
set -uo pipefail

AGENT_HOME=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
readonly AGENT_HOME
# shellcheck disable=SC2034 # lib/log.sh uses it.
readonly SCRIPT_NAME=health-check
for library in log stuck-agent platform; do
  # shellcheck source=/dev/null
  source "$AGENT_HOME/lib/$library.sh"
done

if agent_is_running; then
  if agent_is_stuck; then
    log "the agent has done nothing for $STUCK_MINUTES minutes, powering off"
    power_off
  else
    log 'the agent is running'
  fi
  exit 0
fi
# The agent may just be restarting, so look again after five seconds.
sleep 5
if agent_is_running; then
  log 'the agent is running again'
  exit 0
fi
log 'the agent is gone, powering off'
power_off
