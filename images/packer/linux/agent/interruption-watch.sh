#!/bin/bash
# Runs beside the agent of a fleet with an interruption grace period. EC2 announces two minutes ahead that it takes a
# spot instance back: the agent is stopped in time for its job to have the grace period, and takes no new one.
set -uo pipefail

AGENT_HOME=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
readonly AGENT_HOME
# shellcheck disable=SC2034 # lib/log.sh names it.
readonly SCRIPT_NAME=interruption-watch
for library in log metadata platform; do
  # shellcheck source=/dev/null
  source "$AGENT_HOME/lib/$library.sh"
done

# From the end of the grace period to the shutdown hook: Semaphore answers a running agent's sync every 8 to 12 seconds, so
# the agent may learn of it 12 seconds late, and the job's log and result are still to be sent.
readonly LAST_SECONDS=25
# As long ahead comes a notice.
readonly NOTICE_SECONDS=120

# await_notice: sets NOTICE. AWS asks to look every five seconds; until there is a notice, there is no such document.
await_notice() {
  NOTICE=''
  until [[ $NOTICE == *'"action"'* ]]; do
    sleep 5
    NOTICE=$(metadata_document spot/instance-action) || NOTICE=''
  done
  log "EC2 takes the instance back: $NOTICE"
}

# spare_seconds <notice>: until the job's grace period has to begin. Fails where that has passed or is not known.
spare_seconds() {
  local end grace spare
  [[ $1 =~ \"time\":\ *\"([0-9-]+T[0-9:]+Z)\" ]] || return
  end=$(date -u -d "${BASH_REMATCH[1]}" +%s) || return
  grace=$(yq '.interruption-grace-period' "$AGENT_HOME/config.yaml") || return
  [[ $grace =~ ^[0-9]+$ ]] || return
  spare=$((end - $(date +%s) - LAST_SECONDS - grace))
  # More than there can be: a clock is wrong.
  ((spare > 0 && spare < NOTICE_SECONDS)) && printf '%d\n' "$spare"
}

if [[ $(metadata_document instance-life-cycle) == on-demand ]]; then
  log 'an on-demand instance, which EC2 does not take back'
  exit 0
fi
await_notice
# An agent that ends meanwhile ends this too.
if spare=$(spare_seconds "$NOTICE"); then
  log "its job may go on for $spare seconds before its grace period"
  sleep "$spare"
fi
stop_agent || {
  log 'the agent cannot be stopped'
  exit 1
}
