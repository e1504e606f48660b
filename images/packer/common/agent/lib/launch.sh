# shellcheck shell=bash
# The launch of this instance, in fleets with a launch timeout. The group keeps the instance in Pending:Wait until the
# instance reports that its agent is ready for jobs, and replaces it after the timeout. Meanwhile the group ignores the
# instance's health.

readonly LAUNCH_HOOK=agent-up
# Contains the id of the instance once the instance has nothing more to report. Only root can write this file. An image may contain
# it, with the id of the instance from which the image was made.
readonly LAUNCH_REPORTED="$AGENT_HOME/launch-reported"
# Contains the id of the instance once AWS has failed to accept one of its reports.
readonly LAUNCH_UNACCEPTED="$AGENT_HOME/launch-unaccepted"
# After this line, the agent asks for jobs (pkg/listener/listener.go of semaphoreci/agent).
readonly AGENT_READY='Starting to poll for jobs'

# The group, if the instance must report to it.
LAUNCH_GROUP=''

# find_launch_group: sets LAUNCH_GROUP. The launch template lets instances read their tags if there is a launch timeout.
find_launch_group() {
  open_metadata || return "$TRANSIENT"
  LAUNCH_GROUP=$(metadata_document tags/instance/aws:autoscaling:groupName) || return "$TRANSIENT"
}

complete_launch() {
  aws_call autoscaling complete-lifecycle-action --lifecycle-hook-name "$LAUNCH_HOOK" --auto-scaling-group-name "$LAUNCH_GROUP" \
    --instance-id "$INSTANCE_ID" --lifecycle-action-result "$1" >/dev/null
}

has_reported_launch() {
  [[ -e $LAUNCH_REPORTED && $(cat "$LAUNCH_REPORTED") == "$INSTANCE_ID" ]]
}

# was_report_refused: whether AWS has failed to accept a report of this instance. It may have accepted a later one.
was_report_refused() {
  [[ -e $LAUNCH_UNACCEPTED && $(cat "$LAUNCH_UNACCEPTED") == "$INSTANCE_ID" ]]
}

# The shutdown hook on macOS runs as the agent's user, who cannot write this file, and does not need to.
record_launch_report() {
  printf '%s\n' "$INSTANCE_ID" >"$LAUNCH_REPORTED"
} 2>/dev/null

record_refused_report() {
  printf '%s\n' "$INSTANCE_ID" >"$LAUNCH_UNACCEPTED"
} 2>/dev/null

# continue_launch: lets the group put the instance into service.
continue_launch() {
  local status=0
  if has_reported_launch; then return 0; fi
  complete_launch CONTINUE || status=$?
  if [[ $status -ne 0 ]]; then
    record_refused_report || true
    return "$status"
  fi
  record_launch_report || true
}

# abandon_launch: makes the group replace the instance. Retries refusals for a minute: AWS refuses this for an instance that has
# not reached Pending:Wait yet, and for one in service.
abandon_launch() {
  if [[ -z $LAUNCH_GROUP ]]; then find_launch_group || return; fi
  retry 30 60 complete_launch ABANDON
}

# agent_is_ready <bytes>: whether the agent is ready for jobs. The bytes are the length that its log had before it started.
agent_is_ready() {
  # Not grep -q, which ends at the first match: tail could then not write the rest, and would fail.
  tail -c "+$(($1 + 1))" "$AGENT_HOME/agent.log" | grep "$AGENT_READY" >/dev/null
}

# await_ready_agent <seconds> <bytes>: waits until the agent is ready for jobs.
await_ready_agent() {
  local waited
  for ((waited = 0; waited < $1; waited++)); do
    if agent_is_ready "$2"; then return 0; fi
    sleep 1
  done
  return 1
}

# report_launch <seconds of the launch timeout> <bytes>: completes the launch once the agent is ready for jobs. Does not fail,
# because the agent may run a job.
report_launch() {
  if [[ -z $LAUNCH_GROUP ]]; then return 0; fi
  if ! await_ready_agent "$1" "$2"; then
    log 'the agent is not ready for jobs; the group replaces the instance at the launch timeout'
  elif retry "$1" 60 continue_launch; then
    log 'reported that the agent is ready for jobs'
  else
    log 'could not report that the agent is ready for jobs'
    # A ValidationError is taken to mean that the instance was launched before its group had the hook, so it has nothing to report.
    # After any other error, the group ends the instance at the launch timeout. Before that, the retirement watch stops the agent from
    # taking new jobs.
    if [[ $AWS_ERROR == *'(ValidationError)'* ]]; then record_launch_report || true; fi
  fi
}
