# shellcheck shell=bash
# Detects an agent that is alive but does nothing any more.

# Contains the number of checks in a row that saw no change, and a checksum of what they saw. Every health check must write this file,
# so on a full disk, where the agent may be unable to log, there is no verdict.
readonly ACTIVITY_FILE="$AGENT_HOME/agent-activity"
# A healthy agent syncs at least every 12 seconds (pkg/agentsync/protocol.go of semaphoreio/semaphore), and logs each sync.
# After 15 minutes without one, Semaphore fails its job anyway (pkg/workers/agentcleaner/worker.go).
readonly STUCK_MINUTES=15

# agent_is_stuck: whether this check and those of the last 15 minutes have seen the same.
agent_is_stuck() {
  local activity seen='' count='' last=''
  if activity=$(agent_activity); then seen=$(cksum <<<"$activity"); fi
  if [[ -z $seen ]]; then
    rm -f "$ACTIVITY_FILE"
    return 1
  fi
  if [[ -e $ACTIVITY_FILE ]]; then read -r count last <"$ACTIVITY_FILE"; fi
  if [[ $last == "$seen" && $count =~ ^[0-9]{1,3}$ ]]; then count=$((10#$count + 1)); else count=0; fi
  if ! printf '%s %s\n' "$count" "$seen" >"$ACTIVITY_FILE"; then
    rm -f "$ACTIVITY_FILE"
    return 1
  fi 2>/dev/null
  ((count >= STUCK_MINUTES))
}
