# shellcheck shell=bash
# shellcheck disable=SC2034 # Scripts that source this use its variables.

# Exit code of a failure that a retry may fix (EX_TEMPFAIL). Any other failure except THROTTLED is a refusal.
readonly TRANSIENT=75
# Exit code of a call that AWS refused because the account makes too many calls.
readonly THROTTLED=79

# How long the last retry has waited, in whole seconds.
RETRY_WAITED=0

# retry <seconds if transient> <seconds if refused> <command…>
# Runs the command until it succeeds. Gives up once the waits add up to the seconds given for the kind of the last failure. Each
# wait is random, between 0 and a bound that doubles from 1 second up to 20, so that instances that were throttled together do
# not retry together. Throttled calls count as transient failures.
retry() {
  retry_throttled "$1" "$@"
}

# retry_throttled <seconds if throttled> <seconds if transient> <seconds if refused> <command…>: as retry.
retry_throttled() {
  local throttled_ms=$(($1 * 1000)) transient_ms=$(($2 * 1000)) refused_ms=$(($3 * 1000))
  shift 3
  local waited_ms=0 bound_ms=1000 budget_ms wait_ms wait status
  while true; do
    status=0
    "$@" || status=$?
    RETRY_WAITED=$((waited_ms / 1000))
    if [[ $status -eq 0 ]]; then return 0; fi
    case $status in
      "$TRANSIENT") budget_ms=$transient_ms ;;
      "$THROTTLED") budget_ms=$throttled_ms ;;
      *) budget_ms=$refused_ms ;;
    esac
    if [[ $waited_ms -ge $budget_ms ]]; then return "$status"; fi
    # RANDOM is at most 32767.
    wait_ms=$((RANDOM * bound_ms / 32767))
    printf -v wait '%d.%03d' "$((wait_ms / 1000))" "$((wait_ms % 1000))"
    sleep "$wait"
    waited_ms=$((waited_ms + wait_ms))
    bound_ms=$((bound_ms < 10000 ? bound_ms * 2 : 20000))
  done
}
