# shellcheck shell=bash
# Logs to standard error, which cloud-init and ec2-macos-init write to their logs, and to the system log.

# log <words…>
log() {
  printf '%s %s: %s\n' "$(date -u '+%Y-%m-%d %H:%M:%S')" "$SCRIPT_NAME" "$*" >&2
  logger -t "semaphore-$SCRIPT_NAME" -- "$*" 2>/dev/null || true
}
