# shellcheck shell=bash

# Exit code of a failure that a retry may fix (EX_TEMPFAIL). Any other failure is a refusal.
readonly TRANSIENT=75

# retry <seconds if transient> <seconds if refused> <command…>
# Runs the command until it succeeds. Gives up once the waits add up to the seconds given for the kind of the last failure. Each
# wait is random, between 0 and a bound that doubles from 1 second up to 20, so that instances that were throttled together do
# not retry together.
retry() {
  local transient_ms=$(($1 * 1000)) refused_ms=$(($2 * 1000))
  shift 2
  local waited_ms=0 bound_ms=1000 budget_ms wait_ms wait status
  while true; do
    status=0
    "$@" || status=$?
    if [[ $status -eq 0 ]]; then return 0; fi
    budget_ms=$refused_ms
    if [[ $status -eq $TRANSIENT ]]; then budget_ms=$transient_ms; fi
    if [[ $waited_ms -ge $budget_ms ]]; then return "$status"; fi
    # RANDOM is at most 32767.
    wait_ms=$((RANDOM * bound_ms / 32767))
    printf -v wait '%d.%03d' "$((wait_ms / 1000))" "$((wait_ms % 1000))"
    sleep "$wait"
    waited_ms=$((waited_ms + wait_ms))
    bound_ms=$((bound_ms < 10000 ? bound_ms * 2 : 20000))
  done
}
