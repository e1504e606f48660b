#!/bin/bash
# Configures and starts the agent at boot: start.sh <name of the SSM parameter with the fleet's configuration>
# Where that cannot be done the instance is given up, so that its group replaces it.
set -euo pipefail

AGENT_HOME=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
readonly AGENT_HOME
# shellcheck disable=SC2034 # lib/log.sh names it.
readonly SCRIPT_NAME=start
for library in log retry metadata aws settings agent-config known-hosts lock platform; do
  # shellcheck source=/dev/null
  source "$AGENT_HOME/lib/$library.sh"
done
INSTANCE_ID=''

fail() {
  log "$1"
  exit "${2:-1}"
}

give_up() {
  if [[ -n $INSTANCE_ID ]] && mark_unhealthy; then
    log 'the instance is marked unhealthy, its group replaces it'
  else
    log 'the group cannot be told, powering off'
    power_off
  fi
}

# A failure at any line ends here, and so does a signal.
on_exit() {
  local status=$1
  trap - EXIT
  if [[ $status -ne 0 ]]; then give_up || true; fi
  unlock
  exit "$status"
}

start() {
  local config_parameter=$1 document settings name token='' token_status=0 host_keys_read host_keys grace
  retry 90 0 read_identity || fail 'the instance metadata service does not say which instance this is'
  log "instance $INSTANCE_ID in $REGION, configuration $config_parameter"

  document=$(parameter "$config_parameter") || fail "no configuration: parameter $config_parameter cannot be read"
  settings=$(read_settings "$document") || fail "the configuration in parameter $config_parameter is wrong"

  # The CLI takes the better part of a second to start, so these two are read at once.
  parameter "$(setting "$settings" sshKeysParameterName)" >"$LOCK/host-keys" &
  host_keys_read=$!
  token=$(parameter "$(setting "$settings" agentTokenParameterName)") || token_status=$?
  wait "$host_keys_read" || fail "GitHub's host keys cannot be read"
  [[ $token_status -eq 0 ]] || fail 'the registration token cannot be read'
  [[ -n $token ]] || fail 'the registration token is empty'
  host_keys=$(cat "$LOCK/host-keys")
  write_known_hosts "$host_keys" || fail "GitHub's host keys cannot be made known"

  name=$(agent_name "$settings") || fail 'the agent has no name'
  [[ -n $name ]] || fail 'the agent has no name'
  write_agent_config "$settings" "$name" "$token" || fail "the agent's configuration cannot be written"
  remember "$settings" || fail "the instance's identity cannot be kept"

  grace=$(setting "$settings" interruptionGracePeriod)
  start_agent "$grace" || fail 'the agent does not start'
  start_health_check || fail 'the health check does not start'
  # A working agent is worth more than this.
  prevent_upgrades || log 'automatic upgrades cannot be turned off'
  log 'the agent is started'
}

# Someone's mistake at the prompt does not cost an instance.
[[ $EUID -eq 0 ]] || fail 'run it as root' 77
[[ $# -eq 1 && -n $1 ]] || fail 'usage: start.sh <name of the configuration parameter>' 64
lock || fail 'another start is under way' 0
if agent_is_running; then
  unlock
  fail 'the agent is running already' 0
fi
trap 'on_exit $?' EXIT
start "$1"
