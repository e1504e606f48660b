# shellcheck shell=bash
# shellcheck disable=SC2034 # Scripts that source this use its variables.
# Functions and paths that are specific to macOS, whose bash is 3.2.

# The PATH of launchd and ec2-macos-init lacks Homebrew, whose folder depends on the architecture.
export PATH="/opt/homebrew/bin:/opt/homebrew/sbin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin${PATH:+:$PATH}"

readonly AGENT_USER=semaphore
readonly AGENT_USER_HOME=/Users/semaphore
readonly AGENT_LABEL=com.semaphoreci.agent
readonly HEALTH_CHECK_LABEL=com.semaphoreci.health-check
readonly RETIREMENT_WATCH_LABEL=com.semaphoreci.retirement-watch
readonly DAEMONS=/Library/LaunchDaemons

# as_root <command…>: runs a command as root, with sudo if necessary. The agent's user needs no password for that.
as_root() {
  if [[ $EUID -eq 0 ]]; then
    "$@"
  else
    sudo -n "$@"
  fi
}

# The command that prints the SHA-256 of standard input, in hex, before a space. Not shasum, which takes longer, because it is written in Perl.
readonly SHA256=(openssl dgst -sha256 -r)

# as_agent_user <command…>: runs a command as the agent's user, in whose folders root must not write: a job could have made
# links there.
as_agent_user() {
  sudo -n -u "$AGENT_USER" -- "$@"
}

# On macOS, the agent's own hook ends the instance, so the agent is never started again on it.
readonly RESTART_SECONDS=0

# agent_is_running: whether launchd has a process for the agent's daemon. ps is not reliable, because a process can change
# the name that ps prints. launchctl list prints <process id or ->, <last exit status>, <label>; for root, it lists system
# daemons.
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

# agent_activity: prints when the agent last wrote to its log, which it does whenever it syncs. Fails if that time cannot be read, or if
# the disk is full, because the agent may then be unable to write.
agent_activity() {
  local free
  free=$(df -k "$AGENT_HOME" | awk 'NR == 2 { print $4 }')
  [[ $free =~ ^[0-9]+$ && $free -ge 10240 ]] || return
  stat -f %m "$AGENT_HOME/agent.log"
} 2>/dev/null

# set_grace_period <interruption grace period in seconds>: how long launchd lets the agent finish its job.
set_grace_period() {
  if [[ $1 -eq 0 ]]; then return 0; fi
  # The agent gets a minute more than its job, to upload logs and run its hook. launchd must reload the daemon to see this.
  plutil -replace ExitTimeOut -integer "$(($1 + 60))" "$DAEMONS/$AGENT_LABEL.plist" || return
  launchctl bootout "system/$AGENT_LABEL" 2>/dev/null || true
  launchctl bootstrap system "$DAEMONS/$AGENT_LABEL.plist"
}

start_agent() {
  rm -f "$AGENT_HOME/interrupted" || return
  launchctl kickstart "system/$AGENT_LABEL" || return
  # A failure must not cost the instance, whose agent already runs.
  start_daemon "$RETIREMENT_WATCH_LABEL" retirement-watch.sh '<key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>' || log 'cannot start the retirement watch'
}

# interrupt_agent: sends the agent SIGTERM. Unlike `launchctl bootout`, it sets no time limit after which launchd would kill the job.
# The agent runs as a child of a process that passes all signals on to it (mitchellh/panicwrap).
interrupt_agent() {
  launchctl kill SIGTERM "system/$AGENT_LABEL"
}

readonly LOG_AGENT=/opt/aws/amazon-cloudwatch-agent
readonly LOG_AGENT_CONFIG=$LOG_AGENT/bin/semaphore.json

stop_log_agent() {
  "$LOG_AGENT/bin/amazon-cloudwatch-agent-ctl" -a stop -m ec2 >/dev/null
}

# Makes the CloudWatch agent read its configuration, and starts it.
start_log_agent() {
  "$LOG_AGENT/bin/amazon-cloudwatch-agent-ctl" -a fetch-config -m ec2 -c "file:$LOG_AGENT_CONFIG" -s >/dev/null
}

# The health check also runs after a reboot, which does not start the agent. The instance then powers off.
start_health_check() {
  start_daemon "$HEALTH_CHECK_LABEL" health-check.sh '<key>StartInterval</key>
  <integer>60</integer>'
}

# start_daemon <label> <script> <keys that say when launchd starts it>: makes launchd run one of the agent's scripts as root.
start_daemon() {
  local label=$1 plist="$DAEMONS/$1.plist"
  cat >"$plist" <<END || return
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>$label</string>
  <key>ProgramArguments</key>
  <array>
    <string>$AGENT_HOME/$2</string>
  </array>
  $3
  <key>StandardOutPath</key>
  <string>$AGENT_HOME/health-check.log</string>
  <key>StandardErrorPath</key>
  <string>$AGENT_HOME/health-check.log</string>
</dict>
</plist>
END
  chmod 644 "$plist" || return
  launchctl bootout "system/$label" 2>/dev/null || true
  launchctl bootstrap system "$plist"
}

# ec2-macos-init turns off automatic updates at the first boot (SoftwareUpdate in its configuration/init.toml).
prevent_upgrades() {
  :
}

# read_clock: sets CLOCK_MS, the milliseconds since boot. When the clock is set, the kernel moves its boot time too, so the difference
# of both stays right.
read_clock() {
  local booted
  # sysctl prints { sec = 1777636800, usec = 250000 } and a date.
  booted=$(sysctl -n kern.boottime) || return
  CLOCK_MS=$(perl -MTime::HiRes=time -e '$ARGV[0] =~ /sec = (\d+), usec = (\d+)/ or exit 1;
    printf "%d\n", (time() - $1) * 1000 - $2 / 1000' "$booted") || return
  [[ $CLOCK_MS -ge 0 ]]
} 2>/dev/null

# read_wall_clock: sets WALL_MS, the milliseconds since 1970. macOS's date shows whole seconds only.
read_wall_clock() {
  WALL_MS=$(perl -MTime::HiRes=time -e 'printf "%d\n", time() * 1000')
}

# mark_boot: sets BOOT_CLOCK_MS to the CLOCK_MS of the boot. macOS does not record the steps before this script.
mark_boot() {
  BOOT_CLOCK_MS=0
}

# power_off: `shutdown` is the last resort, because EC2 does not terminate a Mac that shuts down.
power_off() {
  as_root launchctl reboot halt || as_root shutdown -h now
}
