# shellcheck shell=bash
# An agent that Semaphore did not register because too many agents registered at the same time. A replacement of its instance would
# boot for nothing, and wait like this one.

# How often an agent is started on one instance. With 30 tries, a second apart, and the waits between, that takes about an hour.
readonly MAX_STARTS=80
# Shorter than the TimeoutStopSec of the agent's unit, after which systemd stops end-instance.sh.
readonly LONGEST_WAIT_MS=30000
# What the agent logs about its start, its failure, and a request to register (pkg/listener of semaphoreci/agent).
readonly AGENT_STARTS='Starting Agent'
readonly AGENT_FAILS='Could not start agent'
readonly AGENT_REGISTERED='Starting to poll for jobs'
readonly TOO_MANY_REQUESTS='got HTTP 429'

# restart_refused_agent <reason>: starts the agent again after a while, unless its instance must end. Fails then, and in doubt.
restart_refused_agent() {
  local wait_ms wait
  # An agent that could not register does not run its hook.
  [[ $1 == UNKNOWN ]] && was_refused && has_token || return
  log 'too many agents register; starting the agent again'
  # RANDOM is at most 32767.
  wait_ms=$((RANDOM * LONGEST_WAIT_MS / 32767))
  printf -v wait '%d.%03d' "$((wait_ms / 1000))" "$((wait_ms % 1000))"
  sleep "$wait"
  # The retirement watch and a stop of the service leave this file.
  [[ ! -e $AGENT_HOME/interrupted ]] || return
  # Not `start`, which would wait for the unit's own restart, after RestartSec (service_start in src/core/service.c of systemd).
  systemctl restart --no-block semaphore-agent.service
}

# was_refused: whether the agent's log shows that Semaphore has refused the last start for its rate, and has registered none.
was_refused() {
  local log_file="$AGENT_HOME/agent.log" starts last
  starts=$(grep -c "$AGENT_STARTS" "$log_file") || return
  ((starts < MAX_STARTS)) || return
  if grep "$AGENT_REGISTERED" "$log_file" >/dev/null; then return 1; fi
  last=$(grep -e "$AGENT_STARTS" -e "$AGENT_FAILS" "$log_file" | tail -n 1)
  [[ $last == *"$AGENT_FAILS"*"$TOO_MANY_REQUESTS"* ]]
}

# has_token: whether the agent can read its token again. With strict isolation, it has read it from a pipe.
has_token() {
  grep '^token: ' "$AGENT_HOME/config.yaml" >/dev/null
} 2>/dev/null
