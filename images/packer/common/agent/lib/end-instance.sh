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
  # An agent that could not register does not run its hook.
  if [[ $1 == UNKNOWN ]]; then
    abandon_launch
    return
  fi
  retry 30 60 continue_launch || log 'could not report that the agent was ready for jobs'
  return 1
}

terminate_instance() {
  local reason=$1
  load_instance || return
  if finish_launch "$reason"; then return 0; fi
  if should_shrink "$reason"; then
    if leave_group should-decrement-desired-capacity; then return 0; fi
    log 'could not lower the desired capacity; asking for a replacement'
  fi
  leave_group no-should-decrement-desired-capacity
}

# end_instance <reason>: terminates the instance. If that fails, powers it off.
end_instance() {
  log "the agent exits: $1"
  use_instance_role
  if terminate_instance "$1"; then
    log 'the instance is being terminated'
  else
    # EC2 terminates an instance that powers off, as the launch template says.
    log 'could not terminate the instance; powering off'
    power_off
  fi
}
