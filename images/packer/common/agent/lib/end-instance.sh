# shellcheck shell=bash
# Ends this instance after its agent has exited.

# use_instance_role: a job may have left its own credentials, but only the instance's role may terminate the instance.
use_instance_role() {
  unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_SECURITY_TOKEN AWS_PROFILE AWS_DEFAULT_PROFILE \
    AWS_ROLE_ARN AWS_WEB_IDENTITY_TOKEN_FILE AWS_CONTAINER_CREDENTIALS_FULL_URI \
    AWS_CONTAINER_CREDENTIALS_RELATIVE_URI AWS_CONTAINER_AUTHORIZATION_TOKEN AWS_EC2_METADATA_DISABLED
  export AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_CONFIG_FILE=/dev/null
}

# should_shrink <reason>: whether the desired capacity decreases by one; otherwise the group launches a replacement.
should_shrink() {
  case $1 in
    IDLE) return 0 ;;
    # Agents that are interrupted during a job report JOB_FINISHED too, but the fleet still needs their instance.
    JOB_FINISHED) [[ $AFTER_JOB == shrink && ! -e $AGENT_HOME/interrupted ]] ;;
    *) return 1 ;;
  esac
}

# finish_launch <reason>: reports the agent's state if start.sh has not reported it yet, for example because the job was very
# short. Succeeds if the group terminates the instance.
finish_launch() {
  if [[ -z $LAUNCH_GROUP ]] || has_reported_launch; then return 1; fi
  # An agent that could not register does not run its hook, so its reason is UNKNOWN.
  if [[ $1 == UNKNOWN ]]; then
    abandon_launch
    return
  fi
  retry 30 60 continue_launch || log 'could not report that the agent was ready for jobs'
  return 1
}

# Part of AWS's answer if the desired capacity cannot go down by one: "Currently, desiredSize equals minSize (1). Terminating instance
# without replacement will violate group's min size constraint. […]" The error code does not suffice: other refusals have the code
# ValidationError too.
readonly AT_MINIMUM='desiredSize equals minSize'

# restart_idle_agent <reason>: starts the agent again, if it had no job and the group is at its minimum, so that a replacement would
# be no different. In doubt, fails, and the instance is replaced.
restart_idle_agent() {
  [[ $1 == IDLE && $AWS_ERROR == *"$AT_MINIMUM"* ]] || return
  [[ $RESTART_UNTIL =~ ^[0-9]+$ ]] || return
  read_clock && ((CLOCK_MS / 1000 < RESTART_UNTIL)) || return
  # If the launch was not reported, fail: the group would end the instance at the launch timeout, even during a job.
  [[ -z $LAUNCH_GROUP ]] || has_reported_launch || return
  # The agent gets jobs only after it has logged AGENT_READY. So a log with this line shows all jobs of the instance.
  grep "$AGENT_READY" "$AGENT_HOME/agent.log" >/dev/null || return
  has_had_no_job && has_current_revision && rename_agent && restart_agent
}

# has_had_no_job: whether the agent's log shows no job that Semaphore has given this instance. A job could change the log, but agents
# are started again only where jobs can become root anyway.
has_had_no_job() {
  # If grep cannot read the log, it prints nothing.
  [[ $(grep -c 'SYNC response (action: run-job' "$AGENT_HOME/agent.log") == 0 ]]
}

terminate_instance() {
  local reason=$1
  load_instance || return
  if finish_launch "$reason"; then return 0; fi
  if should_shrink "$reason"; then
    if leave_group should-decrement-desired-capacity; then return 0; fi
    if restart_idle_agent "$reason"; then
      outcome='the group is at its minimum; the agent starts again'
      return
    fi
    log 'could not lower the desired capacity; asking for a replacement'
  fi
  leave_group no-should-decrement-desired-capacity
}

# end_instance <reason>: terminates the instance, or starts its agent again. If that fails, powers it off.
end_instance() {
  local outcome='the instance is being terminated'
  log "the agent exits: $1"
  use_instance_role
  if terminate_instance "$1"; then
    log "$outcome"
  else
    # EC2 terminates an instance that powers off, as the launch template says.
    log 'could not terminate the instance; powering off'
    power_off
  fi
}
