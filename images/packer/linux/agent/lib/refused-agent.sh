# shellcheck shell=bash
# Starts an agent again that Semaphore did not register because too many agents registered at the same time. A replacement of the
# instance would have to boot first, and then to wait just the same.

# How many times an agent is started on one instance. Each start tries to register for 30 seconds, and the wait after it takes 15
# seconds on average, so all starts take an hour.
readonly MAX_STARTS=80
# Shorter than the TimeoutStopSec of the agent's unit, after which systemd stops end-instance.sh.
readonly LONGEST_WAIT_MS=30000
# What the agent logs about its start, its failure, and a refused request to register (pkg/listener of semaphoreci/agent).
readonly AGENT_STARTS='Starting Agent'
readonly AGENT_FAILS='Could not start agent'
readonly TOO_MANY_REQUESTS='got HTTP 429'

# restart_refused_agent <reason>: starts the agent again after a while. If the instance must end, or in doubt, fails.
restart_refused_agent() {
  local wait_ms wait
  # An agent that could not register does not run its hook, so its reason is UNKNOWN.
  [[ $1 == UNKNOWN ]] && was_refused && has_token || return
  log 'too many agents register; starting the agent again'
  # RANDOM is at most 32767.
  wait_ms=$((RANDOM * LONGEST_WAIT_MS / 32767))
  printf -v wait '%d.%03d' "$((wait_ms / 1000))" "$((wait_ms % 1000))"
  sleep "$wait"
  restart_agent
}

# was_refused: whether the agent's log shows that the last start failed because Semaphore got too many requests. Only the last
# start counts: after an earlier one, the agent may have registered and idled (restart_idle_agent).
was_refused() {
  local log_file="$AGENT_HOME/agent.log" starts last
  starts=$(grep -c "$AGENT_STARTS" "$log_file") || return
  ((starts < MAX_STARTS)) || return
  has_had_no_job || return
  last=$(grep -e "$AGENT_STARTS" -e "$AGENT_FAILS" "$log_file" | tail -n 1)
  [[ $last == *"$AGENT_FAILS"*"$TOO_MANY_REQUESTS"* ]]
}

# has_token: whether the agent can read its token again. With strict isolation it cannot, because it has read the token from a pipe.
has_token() {
  grep '^token: ' "$AGENT_HOME/config.yaml" >/dev/null
} 2>/dev/null
