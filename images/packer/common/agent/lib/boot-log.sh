# shellcheck shell=bash
# The boot log: when each step of this instance's start ended. libs/contract/src/boot-line.ts describes its lines and steps.

readonly BOOT_LOG="$AGENT_HOME/boot.log"
# How long to wait for the agent's registration. An agent that needs longer is in trouble, so its boot is not measured.
readonly REGISTRATION_SECONDS=60
# The steps that have ended, each as ` <step>=<milliseconds>`, on the clock of read_clock.
MARKS=''
REGISTRATION_WATCH=''

# mark <step>: records that the step has ended now. Never fails, because a missing mark must not cost the instance.
mark() {
  if read_clock; then add_mark "$1" "$CLOCK_MS"; fi
}

# add_mark <step> <milliseconds>
add_mark() {
  MARKS="$MARKS $1=$2"
}

# count_ssm_call: counts a request to SSM, as a byte of a file, because subshells make the requests.
count_ssm_call() {
  printf . >>"$LOCK/ssm-calls"
} 2>/dev/null

# identity_document: prints the instance identity document, which has the time of the launch.
identity_document() {
  open_metadata || return "$TRANSIENT"
  metadata_request -H "X-aws-ec2-metadata-token: $METADATA_SESSION" \
    "$METADATA_ENDPOINT/latest/dynamic/instance-identity/document" || return "$TRANSIENT"
}

# write_boot_line <config parameter>
write_boot_line() {
  local identity calls
  identity=$(retry 10 0 identity_document) || return
  calls=$(cat "$LOCK/ssm-calls") || return
  mark_boot
  read_clock || return
  jq --compact-output --from-file "$AGENT_HOME/lib/boot-line.jq" --arg config "$1" \
    --arg started_by "${SEMAPHORE_STARTED_BY:-user-data}" --arg parameters_by "$PARAMETERS_BY" \
    --argjson ssm_calls "${#calls}" --arg marks "$MARKS" \
    --argjson boot_ms "$BOOT_CLOCK_MS" --argjson now_ms "$CLOCK_MS" <<<"$identity" >>"$BOOT_LOG"
}

# watch_registration <bytes>: waits in the background for the agent's registration, because the start has more to do meanwhile. The
# bytes are the length that the agent's log had before the agent started.
watch_registration() {
  record_registration "$1" &
  REGISTRATION_WATCH=$!
}

record_registration() {
  local eighths=0 pause
  while ((eighths < REGISTRATION_SECONDS * 8)); do
    if agent_is_ready "$1"; then
      if read_clock; then printf '%s\n' "$CLOCK_MS" >"$LOCK/registered"; fi
      return
    fi
    # Pauses an eighth of a second in the first five seconds, because the agent usually registers within one; later a whole second.
    pause=8
    if ((eighths < 40)); then pause=1; fi
    sleep "$((pause * 125 / 1000)).$((pause * 125 % 1000))"
    eighths=$((eighths + pause))
  done
}

# stop_watching_registration: for a start that has failed.
stop_watching_registration() {
  if [[ -n $REGISTRATION_WATCH ]]; then kill "$REGISTRATION_WATCH" 2>/dev/null || true; fi
}

# report_boot <config parameter>: waits until the agent has registered, and writes the boot line. Does not fail, because the agent
# may run a job.
report_boot() {
  local registered=''
  wait "$REGISTRATION_WATCH" || true
  if [[ -e $LOCK/registered ]]; then registered=$(cat "$LOCK/registered"); fi
  if [[ -z $registered ]]; then
    log 'the agent has not registered within a minute; the boot log gets no line'
    return
  fi
  add_mark registered "$registered"
  write_boot_line "$1" || log 'cannot write the boot log'
}
