# shellcheck shell=bash
# shellcheck disable=SC2034 # Scripts that source this use its variables.
# Reads from the agent's log what the agent does. The agent has no other interface for this. The lines are those of
# pkg/listener/listener.go, pkg/listener/job_processor.go and pkg/listener/selfhostedapi/sync.go in semaphoreci/agent.
# The log belongs to the agent's user, so a job can write to it. The worst that such lines do is to interrupt the agent, which
# a job can also do itself.

readonly AGENT_LOG="$AGENT_HOME/agent.log"

# read_agent_log: sets from the end of the log
#   AGENT_PHASE: registering, polling (no sync yet), syncing (a request has no response yet), waiting (for its next sync, without
#     a job), busy, leaving; or unknown, if the log does not show it.
#   AGENT_STATE: the state in the last request.
#   AGENT_INTERRUPTED: not empty if the agent has logged an interruption.
#   SYNC_LINE: the last line about a sync.
read_agent_log() {
  local line
  AGENT_PHASE=unknown
  AGENT_STATE=''
  AGENT_INTERRUPTED=''
  SYNC_LINE=''
  while IFS= read -r line; do
    case $line in
      *' : Registering Agent')
        AGENT_PHASE=registering
        AGENT_STATE=''
        AGENT_INTERRUPTED=''
        ;;
      *' : Starting to poll for jobs') AGENT_PHASE=polling ;;
      *' : Termination signal received') AGENT_INTERRUPTED=1 ;;
      *' : SYNC '*) read_sync "$line" ;;
    esac
  done <<<"$(tail -c 8192 "$AGENT_LOG" 2>/dev/null | tr -d '\000')"
}

# read_sync <line about a sync>
read_sync() {
  SYNC_LINE=$1
  case $1 in
    *' : SYNC request (state: '*')')
      AGENT_STATE=${1##*' : SYNC request (state: '}
      AGENT_STATE=${AGENT_STATE%%[,)]*}
      AGENT_PHASE=syncing
      ;;
    *' : SYNC response (action: continue)')
      if [[ $AGENT_STATE == waiting-for-jobs ]]; then AGENT_PHASE=waiting; else AGENT_PHASE=busy; fi
      ;;
    *' : SYNC response (action: wait-for-jobs)') AGENT_PHASE=waiting ;;
    *' : SYNC response (action: run-job, '* | *' : SYNC response (action: stop-job, '*) AGENT_PHASE=busy ;;
    *' : SYNC response (action: shutdown, '*) AGENT_PHASE=leaving ;;
    *) AGENT_PHASE=unknown ;;
  esac
}

agent_is_idle() {
  [[ $AGENT_PHASE == waiting || ($AGENT_PHASE == syncing && $AGENT_STATE == waiting-for-jobs) ]]
}

# Before the first look.
SYNC_LINE=''
LOOKED_AT=''
SYNC_CHANGED_AT=''

# look_at_agent_log: reads the log again. Also sets
#   LOOKED_AT: the time of this look, in seconds of read_clock.
#   SYNC_CHANGED_AT: when a look first found the current SYNC_LINE.
#   SYNC_IS_NEW: not empty if SYNC_LINE was written after the previous look, at most two seconds ago.
look_at_agent_log() {
  local line_before=$SYNC_LINE looked_before=$LOOKED_AT
  read_clock || CLOCK_MS=${CLOCK_MS:-0}
  LOOKED_AT=$((CLOCK_MS / 1000))
  read_agent_log
  SYNC_IS_NEW=''
  if [[ -z $looked_before ]]; then
    SYNC_CHANGED_AT=$LOOKED_AT
  elif [[ $SYNC_LINE != "$line_before" ]]; then
    SYNC_CHANGED_AT=$LOOKED_AT
    if ((LOOKED_AT >= looked_before && LOOKED_AT - looked_before <= 1)); then SYNC_IS_NEW=1; fi
  fi
}

# safe_moment: whether an interruption now costs no job. An agent that waits for its next sync tells Semaphore of the
# interruption in that sync, and Semaphore then gives it no job (pkg/agentsync/protocol.go of Semaphore's self_hosted_hub).
# During a sync, the response may bring a job. Semaphore makes agents wait at least four seconds between syncs, and a new line
# is at most two seconds old, so the agent still waits.
safe_moment() {
  [[ -n $SYNC_IS_NEW && $AGENT_PHASE == waiting ]]
}
