#!/bin/bash
# Configures and starts the agent at boot: start.sh <name of the SSM parameter with the fleet's configuration>
# If that fails, abandons the launch or marks the instance unhealthy, so that its group replaces it. If that fails too, powers
# off the instance.
set -euo pipefail

AGENT_HOME=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
readonly AGENT_HOME
# shellcheck disable=SC2034 # lib/log.sh uses it.
readonly SCRIPT_NAME=start
for library in log retry metadata aws sigv4 ssm parameters settings agent-config known-hosts log-streams launch lock boot-log boot-start \
  isolation platform; do
  # shellcheck source=/dev/null
  source "$AGENT_HOME/lib/$library.sh"
done
mark unit
INSTANCE_ID=''
LAUNCH_TIMEOUT=0
AGENT_LOG_BYTES=0

fail() {
  log "$1"
  exit "${2:-1}"
}

give_up() {
  if [[ -n $INSTANCE_ID ]] && abandon_launch; then
    log 'abandoned the launch; the group replaces the instance'
  elif [[ -n $INSTANCE_ID ]] && mark_unhealthy; then
    log 'marked the instance unhealthy; its group replaces it'
  else
    log 'could not mark the instance unhealthy; powering off'
    power_off
  fi
}

# Runs on every exit, also after a signal. Gives up the instance if the start failed.
on_exit() {
  local status=$1
  trap - EXIT
  stop_watching_registration
  if [[ $status -ne 0 ]]; then give_up || true; fi
  unlock
  exit "$status"
}

start() {
  local config_parameter=$1 document settings name token='' token_status=0 host_keys_read host_keys grace isolation log_streams_named grace_period_set
  retry 90 0 read_identity || fail 'the instance metadata service does not return the instance id and region'
  mark identity
  log "instance $INSTANCE_ID in $REGION, configuration $config_parameter"

  read_parameters "$config_parameter" || fail "cannot read the configuration in parameter $config_parameter"
  document=$(parameter "$config_parameter") || fail "cannot read the configuration in parameter $config_parameter"
  settings=$(read_settings "$document") || fail "the configuration in parameter $config_parameter is invalid"
  LAUNCH_TIMEOUT=$(setting "$settings" launchTimeout)
  if [[ $LAUNCH_TIMEOUT -gt 0 ]]; then
    retry 30 0 find_launch_group || log "cannot read the group's name from the instance's tags, so cannot report the launch"
  fi

  # In parallel, because the CloudWatch agent may take seconds to stop.
  name_log_streams "$(setting "$settings" logStreamPrefix)" &
  log_streams_named=$!

  # In parallel, because each may take a call, and the CLI most of a second to start.
  parameter "$(setting "$settings" sshKeysParameterName)" >"$LOCK/host-keys" &
  host_keys_read=$!
  token=$(parameter "$(setting "$settings" agentTokenParameterName)") || token_status=$?
  wait "$host_keys_read" || fail "cannot read GitHub's host keys"
  [[ $token_status -eq 0 ]] || fail 'cannot read the registration token'
  [[ -n $token ]] || fail 'the registration token is empty'
  mark parameters
  host_keys=$(cat "$LOCK/host-keys")
  isolation=$(setting "$settings" jobIsolation)
  if [[ $isolation == strict ]]; then
    isolate_jobs "$settings" || fail 'cannot isolate jobs from the instance'
  fi

  # In parallel, because systemd may take a tenth of a second to reload its units.
  grace=$(setting "$settings" interruptionGracePeriod)
  set_grace_period "$grace" &
  grace_period_set=$!
  write_known_hosts "$host_keys" || fail "cannot write GitHub's host keys to known_hosts"

  name=$(agent_name "$settings") || fail 'cannot make a name for the agent'
  [[ -n $name ]] || fail 'cannot make a name for the agent'
  write_agent_config "$settings" "$name" "$token" || fail "cannot write the agent's configuration"
  create_agent_log || fail "cannot create the agent's log"
  AGENT_LOG_BYTES=$(wc -c <"$AGENT_HOME/agent.log")
  save_instance "$settings" || fail "cannot write $INSTANCE_FILE"
  mark configuration

  wait "$grace_period_set" || fail "cannot set the agent's grace period"
  if [[ $isolation == strict ]]; then
    start_isolated_agent "$grace" || fail 'cannot start the isolated agent'
  else
    start_agent || fail 'cannot start the agent'
  fi
  mark agent
  watch_registration "$AGENT_LOG_BYTES"
  start_health_check || fail 'cannot start the health check'
  # A failure here must not cost the instance, whose agent already runs.
  wait "$log_streams_named" || log "cannot name the instance's log streams"
  prevent_upgrades || log 'cannot turn off automatic upgrades'
  log 'started the agent'
}

# These checks come before the trap, so that a mistake at the prompt does not cost the instance.
[[ $EUID -eq 0 ]] || fail 'run start.sh as root' 77
[[ $# -eq 1 && -n $1 ]] || fail 'usage: start.sh <name of the configuration parameter>' 64
if user_data_has_nothing_to_start; then fail 'the boot unit has started the agent' 0; fi
lock || fail 'another start is running' 0
if agent_is_running; then
  unlock
  fail 'the agent is already running' 0
fi
trap 'on_exit $?' EXIT
start "$1"
# From here on, the agent may run a job.
trap unlock EXIT
report_launch "$LAUNCH_TIMEOUT" "$AGENT_LOG_BYTES"
report_boot "$1"
