# shellcheck shell=bash
# Prevents two start.sh from running at the same time. The lock is a folder, because mkdir is atomic on every system.

readonly LOCK=/var/run/semaphore-agent-start.lock

# lock: fails while another start.sh holds the lock. Takes over the lock of one that was killed.
lock() {
  local holder
  if mkdir "$LOCK" 2>/dev/null; then
    echo $$ >"$LOCK/pid"
    return
  fi
  holder=$(cat "$LOCK/pid" 2>/dev/null) || holder=''
  if [[ -z $holder ]] || kill -0 "$holder" 2>/dev/null; then return 1; fi
  log "start.sh with the process id $holder was killed"
  echo $$ >"$LOCK/pid"
}

unlock() {
  rm -rf "$LOCK"
}
