# shellcheck shell=bash
# One start at a time. A folder is made or found in one step, on every system.

readonly LOCK=/var/run/semaphore-agent-start.lock

# lock: fails while another start is under way. What a killed one has left behind does not hold.
lock() {
  local holder
  if mkdir "$LOCK" 2>/dev/null; then
    echo $$ >"$LOCK/pid"
    return
  fi
  holder=$(cat "$LOCK/pid" 2>/dev/null) || holder=''
  if [[ -z $holder ]] || kill -0 "$holder" 2>/dev/null; then return 1; fi
  log "start $holder was killed"
  echo $$ >"$LOCK/pid"
}

unlock() {
  rm -rf "$LOCK"
}
