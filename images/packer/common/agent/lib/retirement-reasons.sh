# shellcheck shell=bash
# shellcheck disable=SC2034 # Scripts that source this use its variables.
# The reasons for which an instance retires, strongest first. Each has a function of its name with the prefix `reason_`, which
# sets REASON_TEXT and succeeds if the reason applies.

readonly RETIREMENT_REASONS=(spot terminated unreported rebalance outdated too_old)

# Time between the end of the grace period and the interruption, in which the agent exits and its shutdown hook runs. A busy
# agent syncs with Semaphore every 8 to 12 seconds, so it may learn 12 seconds late that its job was stopped. It must then
# send the job's log and result.
readonly LAST_SECONDS=25
# EC2's notice comes two minutes before the interruption, and the clock may be ten seconds slow.
readonly NOTICE_SECONDS=130

# find_reason: sets REASON to the strongest reason that applies, or to nothing. Reasons of EC2 and Auto Scaling remain until the
# instance ends, so while the metadata service does not answer, the last reason stays.
find_reason() {
  local reason
  if ! open_metadata; then
    if [[ -n ${REASON:-} ]]; then return; fi
    REASON=''
    if reason_unreported; then REASON=unreported; elif reason_too_old; then REASON=too_old; fi
    return
  fi
  for reason in "${RETIREMENT_REASONS[@]}"; do
    if "reason_$reason"; then
      REASON=$reason
      return
    fi
  done
  REASON=''
}

# read_life_cycle: sets IS_SPOT to nothing on an on-demand instance, which EC2 does not interrupt.
read_life_cycle() {
  IS_SPOT=1
  if open_metadata && [[ $(metadata_document instance-life-cycle) == on-demand ]]; then IS_SPOT=''; fi
}

# reason_spot: EC2 has announced that it reclaims this instance. Sets SPOT_DEADLINE to when the grace period of a job must begin,
# in seconds of read_clock. Before the notice, the document does not exist.
reason_spot() {
  local notice
  [[ -n $IS_SPOT ]] || return
  notice=$(metadata_document spot/instance-action) || notice=''
  # A notice stays valid if the metadata service fails afterwards.
  if [[ $notice != *'"action"'* ]]; then notice=${SPOT_NOTICE:-}; fi
  [[ -n $notice ]] || return
  REASON_TEXT="EC2 interrupts this instance: $notice"
  if [[ $notice != "${SPOT_NOTICE:-}" ]]; then
    SPOT_NOTICE=$notice
    SPOT_DEADLINE=$(spot_deadline "$notice")
  fi
}

# spot_deadline <notice>: prints when the grace period must begin. That is now if the time has passed, if the notice has no valid time,
# or if instance.conf has no grace period.
spot_deadline() {
  local end remaining=0
  if [[ $GRACE_PERIOD =~ ^[0-9]+$ ]] && end=$(jq -er '.time | fromdateiso8601' 2>/dev/null <<<"$1"); then
    remaining=$((end - $(date +%s)))
    # If more than NOTICE_SECONDS remain, a clock is wrong.
    remaining=$((remaining <= NOTICE_SECONDS ? remaining - LAST_SECONDS - GRACE_PERIOD : 0))
  fi
  read_clock
  printf '%d\n' "$((CLOCK_MS / 1000 + (remaining > 0 ? remaining : 0)))"
}

# reason_terminated: Auto Scaling terminates this instance: within seconds, if the group has no lifecycle hook.
reason_terminated() {
  REASON_TEXT='Auto Scaling terminates this instance'
  [[ $(metadata_document autoscaling/target-lifecycle-state) == Terminated ]]
}

# reason_unreported: AWS has failed to accept the report that the agent is ready for jobs, so the group ends this instance at the launch
# timeout, even during a job. The instance cannot prevent that, because it would have to call the same service. The reason applies only
# after AWS has refused a report. So it does not apply while the agent has yet to register, because the instance has not tried to report.
reason_unreported() {
  REASON_TEXT='the instance cannot report its launch, so its group ends it at the launch timeout'
  [[ $LAUNCH_RETIRE_AT =~ ^[0-9]+$ ]] && was_report_refused && ! has_reported_launch && read_clock && ((CLOCK_MS / 1000 >= LAUNCH_RETIRE_AT))
}

# reason_rebalance: EC2 expects to interrupt this instance, and the fleet replaces such instances.
reason_rebalance() {
  REASON_TEXT='EC2 recommends to replace this instance'
  [[ -n $IS_SPOT && $RETIRE_ON_REBALANCE == true ]] || return
  [[ $(metadata_document events/recommendations/rebalance) == *'"noticeTime"'* ]]
}

# reason_too_old: the instance has reached the maximum lifetime of the fleet's instances.
reason_too_old() {
  REASON_TEXT='this instance has reached its maximum lifetime'
  [[ $RETIRE_AT =~ ^[0-9]+$ ]] && read_clock && ((CLOCK_MS / 1000 >= RETIRE_AT))
}
