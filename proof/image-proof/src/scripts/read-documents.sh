#!/bin/bash
# Reads many documents with the functions of the images' start script, in one process. Functions
# stand in for commands that need an instance or root, such as logger and chown.
# read-documents.sh <folder of the scripts> <scratch folder> <file that sets the arrays SETTINGS and HOST_KEYS>
# For each document, prints the exit code and the result, each with a NUL at the end. For an invalid document, the result is what the function logs.
set -uo pipefail

SCRATCH=$2
# shellcheck disable=SC2034 # The libraries use them.
SCRIPT_NAME=fuzz AGENT_HOME=$SCRATCH/agent AGENT_USER=nobody AGENT_USER_HOME=$SCRATCH/home
INSTANCE_ID=i-0123456789abcdef0 REGION=eu-west-1
# platform.sh of an image sets this.
RESTART_SECONDS=3600
mkdir -p "$AGENT_HOME" "$AGENT_USER_HOME"
ln -s "$1/lib" "$AGENT_HOME/lib"
for library in log retry metadata aws settings agent-config known-hosts; do
  # shellcheck source=/dev/null
  source "$1/lib/$library.sh"
done
# shellcheck source=/dev/null
source "$3"

logger() { :; }
read_clock() { CLOCK_MS=1000000; }
chown() { :; }
as_agent_user() { "$@"; }

# Prints the settings, the agent's configuration, and the values that load_instance reads back. Empty lines separate the three.
configure() {
  local settings
  settings=$(read_settings "$1") || return
  rm -f "$AGENT_HOME/config.yaml"
  write_agent_config "$settings" name token && save_instance "$settings" && load_instance || return
  printf '%s\n\n%s\n\n%s\n' "$settings" "$(cat "$AGENT_HOME/config.yaml")" "$INSTANCE_ID $REGION $AFTER_JOB $GRACE_PERIOD"
}

know_hosts() {
  rm -f "$AGENT_USER_HOME/.ssh/known_hosts"
  write_known_hosts "$1" && cat "$AGENT_USER_HOME/.ssh/known_hosts"
}

# each <function> <documents…>
each() {
  local read=$1 document result status
  shift
  for document in "$@"; do
    status=0
    result=$("$read" "$document" 2>"$SCRATCH/log") || status=$?
    if [[ $status -ne 0 ]]; then result=$(cat "$SCRATCH/log"); fi
    printf '%s\0%s\0' "$status" "$result"
  done
}

# shellcheck disable=SC2153 # The file in $3 sets it.
each configure "${SETTINGS[@]}"
each know_hosts "${HOST_KEYS[@]}"
