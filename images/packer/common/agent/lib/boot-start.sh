# shellcheck shell=bash
# How the boot unit starts the agent, before the user data would.

# Contains the id of the instance whose boot unit has started the agent. An image may contain this file, with the id of the instance
# from which the image was made.
readonly BOOT_STARTED="$AGENT_HOME/boot-started"
# Exists until the user data has called start.sh too. A reboot removes it.
readonly USER_DATA_TO_COME=/run/semaphore-agent-user-data

# parameter_of_start <user data>: prints the config parameter if the user data does nothing but call start.sh with it. There may be
# comments.
parameter_of_start() {
  local line parameter='' first=1 call="^$AGENT_HOME/start\.sh ([A-Za-z0-9_./-]+)\$"
  while IFS= read -r line; do
    if [[ -n $first ]]; then
      [[ $line == '#!/bin/bash' ]] || return
      first=''
    elif [[ -n $line && $line != '#'* ]]; then
      [[ -z $parameter && $line =~ $call ]] || return
      parameter=${BASH_REMATCH[1]}
    fi
  done <<<"$1"
  [[ -n $parameter ]] && printf '%s\n' "$parameter"
}

# has_started_at_boot <instance id>: whether the boot unit has started the agent of this instance, in this boot or an earlier one.
has_started_at_boot() {
  [[ -e $BOOT_STARTED && $(cat "$BOOT_STARTED") == "$1" ]]
}

# record_start_at_boot <instance id>
record_start_at_boot() {
  printf '%s\n' "$1" >"$BOOT_STARTED" && : >"$USER_DATA_TO_COME"
}

# user_data_has_nothing_to_start: whether the user data has called start.sh, but the boot unit had started the agent before. The agent
# must not start again then, even if it has run a job and exited since. Succeeds once.
user_data_has_nothing_to_start() {
  [[ ${SEMAPHORE_STARTED_BY:-} != boot-unit && -e $USER_DATA_TO_COME ]] && rm -f "$USER_DATA_TO_COME"
}
