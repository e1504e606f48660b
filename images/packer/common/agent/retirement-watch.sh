#!/bin/bash
# Runs beside the agent. When this instance is about to end, or should, stops the agent before it takes another job.
# The strongest reason comes first: see lib/retirement-reasons.sh. Also notes the first job: see lib/first-job.sh.
set -uo pipefail

AGENT_HOME=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
readonly AGENT_HOME
# shellcheck disable=SC2034 # lib/log.sh uses it.
readonly SCRIPT_NAME=retirement-watch
for library in log retry metadata aws settings launch agent-log rollout retirement-reasons boot-log first-job platform; do
  # shellcheck source=/dev/null
  source "$AGENT_HOME/lib/$library.sh"
done

# After this time without a new line about a sync, the agent's log does not show what the agent does.
readonly LOG_SILENCE_SECONDS=30
# Between the deadline of a spot notice and the interruption, a busy agent needs more time than an idle one: it must still stop
# its job. So an idle agent can be given this time to reach its safe moment.
readonly IDLE_EXTRA_SECONDS=10

# should_interrupt: whether the agent must be interrupted now.
should_interrupt() {
  if safe_moment; then return 0; fi
  case $REASON in
    spot | terminated)
      # An agent that has not registered has no job.
      if [[ $AGENT_PHASE == registering ]]; then return 0; fi
      ;;
  esac
  [[ $REASON == spot ]] && deadline_is_over
}

# deadline_is_over: whether the grace period of a job must begin now, so that it ends before EC2 reclaims the instance.
deadline_is_over() {
  local deadline=$SPOT_DEADLINE
  if agent_is_idle && ! log_is_silent; then deadline=$((deadline + IDLE_EXTRA_SECONDS)); fi
  ((LOOKED_AT >= deadline))
}

log_is_silent() {
  ((LOOKED_AT - SYNC_CHANGED_AT >= LOG_SILENCE_SECONDS))
}

# report_silence: logs once that the agent's log is silent.
report_silence() {
  if log_is_silent; then
    if [[ -z $silence_reported ]]; then log "$AGENT_LOG shows no sync, so nothing shows when the agent can be stopped safely"; fi
    silence_reported=1
  else
    silence_reported=''
  fi
}

# retire: watches the agent for five seconds, and interrupts it at the right moment. The interrupted agent tells Semaphore, which
# then gives it no job and shuts it down.
retire() {
  local look
  # With this file, end-instance.sh asks for a replacement after a job, even in a fleet that shrinks after jobs.
  touch "$AGENT_HOME/interrupted"
  for ((look = 0; look < 10; look++)); do
    look_at_agent_log
    report_silence
    if should_interrupt; then
      log 'interrupting the agent'
      interrupt_agent || log 'cannot interrupt the agent'
      sleep 1
      look_at_agent_log
      if [[ -n $AGENT_INTERRUPTED ]]; then exit 0; fi
      log 'the agent does not log the interruption'
      return
    fi
    sleep 0.5
  done
}

load_instance || exit 1
read_life_cycle
silence_reported=''
first_job_noted=''
reason_before=''
while true; do
  find_reason
  if [[ -z $REASON ]]; then
    if [[ -z $first_job_noted ]] && note_first_job; then first_job_noted=1; fi
    sleep 5
    continue
  fi
  if [[ $REASON != "$reason_before" ]]; then log "the agent retires: $REASON_TEXT"; fi
  reason_before=$REASON
  retire
done
