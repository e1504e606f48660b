# shellcheck shell=bash
# shellcheck disable=SC2034 # Scripts that source this use its variables.
# Functions and paths that are specific to Linux.

# The PATH of systemd's services and of cloud-init may be shorter.
export PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin${PATH:+:$PATH}"

readonly AGENT_USER=semaphore
readonly AGENT_USER_HOME=/home/semaphore
readonly AGENT_UNITS=/etc/systemd/system/semaphore-agent.service.d

# agent_is_running: whether the main process of the agent's service runs the agent's program, or end-instance.sh runs because
# that process has exited. Other processes do not count, because a job can start the agent's program too.
# Sets AGENT_PID, to 0 if there is no such process.
agent_is_running() {
  local unit key value pid=0
  AGENT_PID=0
  unit=$(systemctl show --property=MainPID --property=SubState semaphore-agent.service) || return
  while IFS='=' read -r key value; do
    case $key=$value in
      SubState=stop-post) return 0 ;;
      MainPID=*) pid=$value ;;
    esac
  done <<<"$unit"
  [[ /proc/$pid/exe -ef "$AGENT_HOME/agent" ]] || return
  AGENT_PID=$pid
}

# agent_activity: prints what changes whenever the agent does something: the time of its log, and how much its processes have read
# and written. The main process only waits for a child of the same program, which does the work (panicwrap in main.go of
# semaphoreci/agent). Fails if any of this cannot be read.
agent_activity() {
  local children child
  ((AGENT_PID > 0)) || return
  stat -c %y "$AGENT_HOME/agent.log" || return
  children=$(cat /proc/"$AGENT_PID"/task/*/children) || return
  for child in "$AGENT_PID" $children; do
    if [[ /proc/$child/exe -ef "$AGENT_HOME/agent" ]]; then cat "/proc/$child/io" || return; fi
  done
} 2>/dev/null

# The command that prints the SHA-256 of standard input, in hex, before a space.
readonly SHA256=(sha256sum)

# as_agent_user <command…>: runs a command as the agent's user, in whose folders root must not write: a job could have made
# links there.
as_agent_user() {
  setpriv --reuid "$AGENT_USER" --regid "$AGENT_USER" --init-groups -- "$@"
}

# set_grace_period <interruption grace period in seconds>: how long systemd lets the agent finish its job.
set_grace_period() {
  if [[ $1 -eq 0 ]]; then return 0; fi
  mkdir -p "$AGENT_UNITS" || return
  # The agent gets a minute more than its job, to upload logs and run its hook.
  printf '[Service]\nTimeoutStopSec=%d\n' "$(($1 + 60))" >"$AGENT_UNITS/20-interruption-grace.conf" || return
  systemctl daemon-reload
}

start_agent() {
  systemctl start semaphore-agent.service
}

# For how long after its boot an instance can start its agent again (lib/end-instance.sh).
readonly RESTART_SECONDS=3600

# restart_agent: starts the agent again once end-instance.sh, which calls this, has ended. Fails if the instance must end. Uses
# `restart`, because `start` would wait RestartSec for the unit's own restart (service_start in src/core/service.c of systemd).
restart_agent() {
  # This file means that the instance must end. The retirement watch creates it, and so does a stop of the service.
  [[ ! -e $AGENT_HOME/interrupted ]] || return
  systemctl restart --no-block semaphore-agent.service
}

# interrupt_agent: sends the agent SIGTERM. Unlike `systemctl stop`, it sets no time limit after which systemd would kill the job. The
# agent runs as a child of a process that passes all signals on to it (mitchellh/panicwrap). Every supported release of Ubuntu accepts
# --kill-who. Only newer ones accept --kill-whom.
interrupt_agent() {
  systemctl kill --signal=TERM --kill-who=main semaphore-agent.service
}

readonly LOG_AGENT=/opt/aws/amazon-cloudwatch-agent
# The service reads this file whenever it starts (cmd/start-amazon-cloudwatch-agent of aws/amazon-cloudwatch-agent).
readonly LOG_AGENT_CONFIG=$LOG_AGENT/etc/amazon-cloudwatch-agent.json

stop_log_agent() {
  systemctl stop amazon-cloudwatch-agent.service
}

start_log_agent() {
  systemctl start amazon-cloudwatch-agent.service
}

# The health check is enabled, so that it also runs after a reboot, which does not start the agent. The instance then powers
# off.
start_health_check() {
  systemctl enable --now semaphore-agent-health-check.timer
}

# The image lacks unattended-upgrades, but a user's image or a job may install it. It restarts services, which ends a running
# job, and its locks make apt fail. Does not wait for a running upgrade.
readonly UPGRADE_UNITS=(unattended-upgrades.service apt-daily.timer apt-daily.service apt-daily-upgrade.timer
  apt-daily-upgrade.service)

prevent_upgrades() {
  systemctl mask --now --no-block "${UPGRADE_UNITS[@]}"
}

# read_clock: sets CLOCK_MS to the milliseconds since boot, on a monotonic clock. In a container, since the boot of its host.
read_clock() {
  local seconds
  read -r seconds _ </proc/uptime || return
  CLOCK_MS=$((10#${seconds/./} * 10))
}

# read_wall_clock: sets WALL_MS, the milliseconds since 1970.
read_wall_clock() {
  WALL_MS=$(date +%s%3N)
}

# mark_boot: sets BOOT_CLOCK_MS to the CLOCK_MS of the boot, and marks the steps before this script. In a container, systemd does not
# know when the kernel started, and CLOCK_MS was not zero at the container's boot.
mark_boot() {
  local key value kernel='' userspace='' network=''
  while IFS='=' read -r key value; do
    case $key in
      KernelTimestamp) kernel=$value ;;
      UserspaceTimestampMonotonic) userspace=$((value / 1000)) ;;
      ActiveEnterTimestampMonotonic) network=$((value / 1000)) ;;
    esac
  done < <(
    systemctl show --property=KernelTimestamp --property=UserspaceTimestampMonotonic
    systemctl show --property=ActiveEnterTimestampMonotonic network.target
  )
  if [[ -n $kernel ]]; then
    BOOT_CLOCK_MS=0
    add_mark kernel "$userspace"
  else
    BOOT_CLOCK_MS=$userspace
  fi
  # Zero if systemd has not reached the target.
  if [[ $network -gt 0 ]]; then add_mark network "$network"; fi
}

power_off() {
  systemctl poweroff || shutdown -h now
}
