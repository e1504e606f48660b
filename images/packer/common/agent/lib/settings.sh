# shellcheck shell=bash
# shellcheck disable=SC2034 # Scripts that source this use its variables.
# Reads the fleet's configuration document, and keeps what is needed after the start.

# read_settings <document>: prints the settings as settings.jq describes. If the document is invalid, says why and fails.
read_settings() {
  # Without --slurp, jq would print nothing for an empty document, and succeed. With it, an empty document is as invalid as others.
  jq --compact-output --raw-output --slurp --from-file "$AGENT_HOME/lib/settings.jq" <<<"$1"
}

# settings_document <settings>: prints the document as one line of JSON.
settings_document() {
  local document
  IFS= read -r document <<<"$1"
  printf '%s\n' "$document"
}

# setting <settings> <key>: prints one value. Does not use jq, which is slow to start.
setting() {
  local key value
  while IFS='=' read -r key value; do
    if [[ $key == "$2" ]]; then
      printf '%s\n' "$value"
      return
    fi
  done <<<"$1"
  log "the settings do not have $2"
  return 1
}

# Read by the scripts that must work whatever a job has done: a job may break the access to metadata and parameters.
readonly INSTANCE_FILE="$AGENT_HOME/instance.conf"

# save_instance <settings>: writes to INSTANCE_FILE:
# - INSTANCE_ID and REGION
# - AFTER_JOB, GRACE_PERIOD (of an interruption, in seconds) and RETIRE_ON_REBALANCE, from the settings
# - RETIRE_AT: when this instance is too old, in seconds of read_clock; empty if it never is
# - LAUNCH_GROUP and LAUNCH_RETIRE_AT (see launch_retire_at), only if there is a launch group
# - RESTART_UNTIL, only if restart_until prints a time
save_instance() {
  local after_job grace_period retire_on_rebalance retire_after retire_at='' launch_retire_at='' restart_until
  after_job=$(own_after_job "$1") || return
  grace_period=$(setting "$1" interruptionGracePeriod) || return
  retire_on_rebalance=$(setting "$1" retireOnRebalance) || return
  retire_after=$(setting "$1" retireAfter) || return
  restart_until=$(restart_until "$1") || return
  if [[ $retire_after -gt 0 ]]; then
    # Up to 5 % sooner or later, so that instances that were launched together do not retire together.
    read_clock || return
    retire_at=$((CLOCK_MS / 1000 + retire_after * (950 + RANDOM % 101) / 1000))
  fi
  if [[ -n ${LAUNCH_GROUP:-} ]]; then launch_retire_at=$(launch_retire_at "$1") || return; fi
  printf '%s\n' "INSTANCE_ID=$INSTANCE_ID" "REGION=$REGION" "AFTER_JOB=$after_job" "GRACE_PERIOD=$grace_period" \
    "RETIRE_ON_REBALANCE=$retire_on_rebalance" "RETIRE_AT=$retire_at" ${LAUNCH_GROUP:+"LAUNCH_GROUP=$LAUNCH_GROUP"} \
    ${launch_retire_at:+"LAUNCH_RETIRE_AT=$launch_retire_at"} ${restart_until:+"RESTART_UNTIL=$restart_until"} \
    >"$INSTANCE_FILE.new" || return
  chmod 644 "$INSTANCE_FILE.new" || return
  mv -f "$INSTANCE_FILE.new" "$INSTANCE_FILE"
}

# launch_retire_at <settings>: prints the time, in seconds of read_clock, from which an instance that could not report its launch takes
# no more jobs: a third of the launch timeout after the agent's start. Before that time, the instance takes jobs, because AWS may yet
# accept its report. A later job would probably not end before the launch timeout, which counts from the launch.
launch_retire_at() {
  local timeout
  timeout=$(setting "$1" launchTimeout) && read_clock && printf '%d\n' "$((CLOCK_MS / 1000 + timeout / 3))"
}

# restart_until <settings>: prints until when an agent that had no job may be started again on this instance, in seconds of
# read_clock. The time is short, because the instance keeps its image and settings meanwhile. Prints nothing if a second start cannot
# succeed. With a pre-signed URL, the agent would register under the same name as before, which Semaphore would refuse. With strict
# isolation, no file contains the token any more.
restart_until() {
  local isolation pre_signed
  isolation=$(setting "$1" jobIsolation) || return
  pre_signed=$(setting "$1" usePreSignedURL) || return
  if [[ $RESTART_SECONDS -gt 0 && $isolation == none && $pre_signed == false ]]; then
    read_clock && printf '%d\n' "$((CLOCK_MS / 1000 + RESTART_SECONDS))"
  fi
}

# own_after_job <settings>: prints afterJob for this instance. In a fleet whose on-demand instances stand in for spot
# instances, an on-demand instance is not replaced after its job. An instance that cannot read its life cycle does
# what afterJob says. If it is replaced, little is lost: the replacement shrinks the fleet when it idles.
own_after_job() {
  local shrinks_on_demand life_cycle
  shrinks_on_demand=$(setting "$1" shrinkOnDemand) || return
  if [[ $shrinks_on_demand == true ]]; then
    life_cycle=$(retry 10 10 own_life_cycle) || log 'cannot read the life cycle of the instance'
    if [[ $life_cycle == on-demand ]]; then
      printf 'shrink\n'
      return
    fi
  fi
  setting "$1" afterJob
}

# own_life_cycle: prints spot or on-demand.
own_life_cycle() {
  open_metadata && metadata_document instance-life-cycle
}

# load_instance: sets what save_instance has written. Parses the file instead of sourcing it. A variable that the file lacks is
# empty.
load_instance() {
  local key value
  if [[ ! -r $INSTANCE_FILE ]]; then
    log "$INSTANCE_FILE is missing"
    return 1
  fi
  INSTANCE_ID='' REGION='' AFTER_JOB='' GRACE_PERIOD='' RETIRE_ON_REBALANCE='' RETIRE_AT='' LAUNCH_GROUP='' LAUNCH_RETIRE_AT=''
  RESTART_UNTIL=''
  while IFS='=' read -r key value; do
    case $key in
      INSTANCE_ID | REGION | AFTER_JOB | GRACE_PERIOD | RETIRE_ON_REBALANCE | RETIRE_AT | LAUNCH_GROUP | LAUNCH_RETIRE_AT | RESTART_UNTIL)
        printf -v "$key" '%s' "$value"
        ;;
    esac
  done <"$INSTANCE_FILE"
  valid_identity "$INSTANCE_ID" "$REGION"
}
