# shellcheck shell=bash
# shellcheck disable=SC2034 # Used by the scripts that source this.
# What is macOS's own: launchd, Homebrew's path, and where things are. Its bash is 3.2.

# Neither launchd nor ec2-macos-init knows of Homebrew, which is elsewhere on each architecture.
export PATH="/opt/homebrew/bin:/opt/homebrew/sbin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin${PATH:+:$PATH}"

readonly AGENT_USER=semaphore
readonly AGENT_USER_HOME=/Users/semaphore
readonly AGENT_LABEL=com.semaphoreci.agent
readonly HEALTH_CHECK_LABEL=com.semaphoreci.health-check
readonly DAEMONS=/Library/LaunchDaemons

# as_root <command…>: the agent's user may do everything, without a password.
as_root() {
  if [[ $EUID -eq 0 ]]; then
    "$@"
  else
    sudo -n "$@"
  fi
}

# agent_is_running: whether launchd has a process for the agent's daemon. ps would not do: it prints what a process
# calls itself. launchctl list prints <process id, or ->, <last exit status>, <label>, and to root the system's daemons.
agent_is_running() {
  local daemons pid label
  daemons=$(as_root launchctl list) || return
  while IFS=$'\t' read -r pid _ label; do
    if [[ $label == "$AGENT_LABEL" ]]; then
      [[ $pid =~ ^[0-9]+$ ]]
      return
    fi
  done <<<"$daemons"
  return 1
}

# start_agent <seconds that a running job may go on after an interruption>
start_agent() {
  if [[ $1 -gt 0 ]]; then
    # A minute more than the job: the agent uploads logs and runs its hook. launchd reads it when it loads the daemon.
    plutil -replace ExitTimeOut -integer "$(($1 + 60))" "$DAEMONS/$AGENT_LABEL.plist" || return
    launchctl bootout "system/$AGENT_LABEL" 2>/dev/null || true
    launchctl bootstrap system "$DAEMONS/$AGENT_LABEL.plist" || return
  fi
  launchctl kickstart "system/$AGENT_LABEL"
}

# It stays over a reboot, after which nothing starts the agent again: such an instance is given up too.
start_health_check() {
  local plist="$DAEMONS/$HEALTH_CHECK_LABEL.plist"
  cat >"$plist" <<END || return
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>$HEALTH_CHECK_LABEL</string>
  <key>ProgramArguments</key>
  <array>
    <string>$AGENT_HOME/health-check.sh</string>
  </array>
  <key>StartInterval</key>
  <integer>60</integer>
  <key>StandardOutPath</key>
  <string>$AGENT_HOME/health-check.log</string>
  <key>StandardErrorPath</key>
  <string>$AGENT_HOME/health-check.log</string>
</dict>
</plist>
END
  chmod 644 "$plist" || return
  launchctl bootout "system/$HEALTH_CHECK_LABEL" 2>/dev/null || true
  launchctl bootstrap system "$plist"
}

# ec2-macos-init turns automatic updates off at first boot (SoftwareUpdate in its configuration/init.toml).
prevent_upgrades() {
  :
}

# shutdown does not end a Mac instance, so it is only the last resort.
power_off() {
  as_root launchctl reboot halt || as_root shutdown -h now
}
