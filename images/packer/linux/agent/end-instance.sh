#!/bin/bash
# systemd runs this as root whenever the agent's service has stopped, even if the agent was killed or its hook did not run.
# Terminates the instance, or powers it off; or starts the agent again if Semaphore did not register it, or if it idled and the group
# is at its minimum.
set -uo pipefail

# systemd sets HOME to the folder of the unit's user, even for commands that it runs as root. A job can write to that folder. If
# it left aliases or models for the AWS CLI there, the CLI below would run the job's programs as root.
export HOME=/root

AGENT_HOME=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
readonly AGENT_HOME
# shellcheck disable=SC2034 # lib/log.sh uses it.
readonly SCRIPT_NAME=end-instance
for library in log retry metadata aws settings agent-config rollout launch end-instance refused-agent platform; do
  # shellcheck source=/dev/null
  source "$AGENT_HOME/lib/$library.sh"
done

# shutdown_reason: prints the reason that the shutdown hook has written to a file. A job can write to the file too, so it may contain anything.
shutdown_reason() {
  local reason=''
  read -r -n 40 reason 2>/dev/null <"$AGENT_HOME/shutdown-reason"
  if [[ $reason =~ ^[A-Z_]+$ ]]; then printf '%s\n' "$reason"; else printf 'UNKNOWN\n'; fi
}

# systemd sends SIGTERM if this takes too long.
trap 'log "stopped; powering off"; power_off; exit' TERM
reason=$(shutdown_reason)
restart_refused_agent "$reason" || end_instance "$reason"
