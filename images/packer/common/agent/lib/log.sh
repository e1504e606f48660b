# shellcheck shell=bash
# What happens is said on standard error, which cloud-init and ec2-macos-init keep, and to the system's own log.

# log <words…>
log() {
  printf '%s %s: %s\n' "$(date -u '+%Y-%m-%d %H:%M:%S')" "$SCRIPT_NAME" "$*" >&2
  logger -t "semaphore-$SCRIPT_NAME" -- "$*" 2>/dev/null || true
}
