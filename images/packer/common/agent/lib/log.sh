# shellcheck shell=bash
# Logs to the system log, and to standard error, which the caller (cloud-init, for example) writes to its own log.

# log <words…>
log() {
  printf '%s %s: %s\n' "$(date -u '+%Y-%m-%d %H:%M:%S')" "$SCRIPT_NAME" "$*" >&2
  logger -t "semaphore-$SCRIPT_NAME" -- "$*" 2>/dev/null || true
}
