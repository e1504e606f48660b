# shellcheck shell=bash

# How a command says that another attempt may help (EX_TEMPFAIL); any other failure is a refusal.
readonly TRANSIENT=75

# retry <attempts when transient> <attempts when refused> <command…>
# Waits 1, 2, 4, 8, 8 … seconds in between, so seven attempts end after half a minute of waiting.
retry() {
  local transient_attempts=$1 refused_attempts=$2
  shift 2
  local attempt=1 delay=1 attempts status
  while true; do
    status=0
    "$@" || status=$?
    if [[ $status -eq 0 ]]; then return 0; fi
    attempts=$refused_attempts
    if [[ $status -eq $TRANSIENT ]]; then attempts=$transient_attempts; fi
    if [[ $attempt -ge $attempts ]]; then return "$status"; fi
    sleep "$delay"
    attempt=$((attempt + 1))
    if [[ $delay -lt 8 ]]; then delay=$((delay * 2)); fi
  done
}
