#!/bin/bash
# Runs beside the agent of a fleet with an interruption grace period. EC2 announces two minutes ahead that it takes a
# spot instance back: the agent is stopped then, so it takes no new job, and the one that it runs has the grace period.
set -uo pipefail

AGENT_HOME=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
readonly AGENT_HOME
# shellcheck disable=SC2034 # lib/log.sh names it.
readonly SCRIPT_NAME=interruption-watch
for library in log metadata platform; do
  # shellcheck source=/dev/null
  source "$AGENT_HOME/lib/$library.sh"
done

# AWS asks to look every five seconds. Until there is a notice, there is no such document.
await_notice() {
  local notice=''
  until [[ $notice == *'"action"'* ]]; do
    sleep 5
    notice=$(metadata_document spot/instance-action) || notice=''
  done
  log "EC2 takes the instance back: $notice"
}

if [[ $(metadata_document instance-life-cycle) == on-demand ]]; then
  log 'an on-demand instance, which EC2 does not take back'
  exit 0
fi
await_notice
stop_agent || {
  log 'the agent cannot be stopped'
  exit 1
}
