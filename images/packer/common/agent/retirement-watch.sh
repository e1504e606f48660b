#!/bin/bash
# Runs beside the agent in fleets with an interruption grace period. EC2 announces a spot interruption two minutes ahead.
# This script then stops the agent in time, so that its job gets the grace period and the agent takes no new job.
set -uo pipefail

AGENT_HOME=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
readonly AGENT_HOME
# shellcheck disable=SC2034 # lib/log.sh uses it.
readonly SCRIPT_NAME=interruption-watch
for library in log metadata settings platform; do
  # shellcheck source=/dev/null
  source "$AGENT_HOME/lib/$library.sh"
done

# Time between the end of the grace period and the interruption, in which the agent exits and its shutdown hook runs. A busy
# agent syncs with Semaphore every 8 to 12 seconds, so it may learn 12 seconds late that its job was stopped. It must then
# send the job's log and result.
readonly LAST_SECONDS=25
# EC2's notice comes this long before the interruption.
readonly NOTICE_SECONDS=120

# await_notice: waits for EC2's notice and sets NOTICE. Polls every five seconds, as AWS recommends. Before the notice, the
# document does not exist.
await_notice() {
  NOTICE=''
  until [[ $NOTICE == *'"action"'* ]]; do
    sleep 5
    NOTICE=$(metadata_document spot/instance-action) || NOTICE=''
  done
  log "EC2 interrupts this instance: $NOTICE"
}

# spare_seconds <notice>: prints how many seconds remain until the grace period must begin. Fails if none remain, or if the
# notice has no valid time or instance.conf no grace period.
spare_seconds() {
  local end spare
  [[ $1 =~ \"time\":\ *\"([0-9-]+T[0-9:]+Z)\" ]] || return
  end=$(date -u -d "${BASH_REMATCH[1]}" +%s) || return
  load_instance && [[ $GRACE_PERIOD =~ ^[0-9]+$ ]] || return
  spare=$((end - $(date +%s) - LAST_SECONDS - GRACE_PERIOD))
  # If more seconds remain than the notice is long, a clock is wrong.
  ((spare > 0 && spare < NOTICE_SECONDS)) && printf '%d\n' "$spare"
}

if [[ $(metadata_document instance-life-cycle) == on-demand ]]; then
  log 'this is an on-demand instance, which EC2 does not interrupt'
  exit 0
fi
await_notice
if spare=$(spare_seconds "$NOTICE"); then
  log "stopping the agent in $spare seconds, when the grace period must begin"
  sleep "$spare"
fi
stop_agent || {
  log 'cannot stop the agent'
  exit 1
}
