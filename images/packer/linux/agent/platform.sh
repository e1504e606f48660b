# shellcheck shell=bash
# shellcheck disable=SC2034 # Used by the scripts that source this.
# What is Linux's own: systemd, /proc, and where things are.

# The agent's hook and cloud-init may come with less.
export PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin${PATH:+:$PATH}"

readonly AGENT_USER=semaphore
readonly AGENT_USER_HOME=/home/semaphore
readonly AGENT_UNITS=/etc/systemd/system/semaphore-agent.service.d

# agent_is_running: whether a process has the agent's executable, whatever other processes are called.
agent_is_running() {
  local executable
  for executable in /proc/[0-9]*/exe; do
    if [[ $executable -ef "$AGENT_HOME/agent" ]]; then return 0; fi
  done
  return 1
}

# start_agent <seconds that a running job may go on after an interruption>
start_agent() {
  if [[ $1 -gt 0 ]]; then
    mkdir -p "$AGENT_UNITS" || return
    # A minute more than the job: the agent uploads logs and runs its hook. The watch is started by the agent's own start:
    # a start of its own would start the agent once more, if that has ended by then.
    printf '[Unit]\nWants=semaphore-agent-interruption-watch.service\n[Service]\nTimeoutStopSec=%d\n' "$(($1 + 60))" \
      >"$AGENT_UNITS/20-interruption-grace.conf" || return
    systemctl daemon-reload || return
  fi
  systemctl start semaphore-agent.service
}

# stop_agent: has it told that it is interrupted, and does not wait for its end.
stop_agent() {
  systemctl stop --no-block semaphore-agent.service
}

# Enabled, so that an instance that is rebooted, which does not start its agent again, is given up too.
start_health_check() {
  systemctl enable --now semaphore-agent-health-check.timer
}

# The image has no unattended-upgrades, but an image of the user's own or a job may bring it back. Its restart of systemd
# and of libc's users ends a running job, and its locks make apt fail. Nobody waits for an upgrade that is under way.
readonly UPGRADE_UNITS=(unattended-upgrades.service apt-daily.timer apt-daily.service apt-daily-upgrade.timer
  apt-daily-upgrade.service)

prevent_upgrades() {
  systemctl mask --now --no-block "${UPGRADE_UNITS[@]}"
}

power_off() {
  if [[ $EUID -eq 0 ]]; then
    systemctl poweroff || shutdown -h now
  else
    sudo -n systemctl poweroff || sudo -n shutdown -h now
  fi
}
