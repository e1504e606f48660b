# shellcheck shell=bash
# shellcheck disable=SC2034 # Scripts that source this use its variables.
# The rollout of the fleet: its parameter says which revision of the launch template instances must have, and how fast the
# others leave. The user data of an instance names the parameter and the instance's own revision.

readonly ROLLOUT_SECONDS=300

# Set by read_instance_rollout: when to read the parameter next, in seconds of read_clock. Empty until then.
ROLLOUT_READ_AT=''

# read_instance_rollout: sets ROLLOUT_BUCKET and LAUNCHED_AT, and also ROLLOUT_PARAMETER and REVISION, which are empty if the fleet has
# no rollout. Needs a session of the metadata service. Fails if the service does not answer.
read_instance_rollout() {
  local line user_data
  user_data=$(metadata_request -H "X-aws-ec2-metadata-token: $METADATA_SESSION" "$METADATA_ENDPOINT/latest/user-data" 2>/dev/null) || return
  local comment='^# rollout ([A-Za-z0-9_.-]+) ([A-Za-z0-9_-]+)$'
  ROLLOUT_PARAMETER=''
  REVISION=''
  while IFS= read -r line; do
    if [[ $line =~ $comment ]]; then
      ROLLOUT_PARAMETER=${BASH_REMATCH[1]}
      REVISION=${BASH_REMATCH[2]}
    fi
  done <<<"$user_data"
  ROLLOUT_BUCKET=$(rollout_bucket)
  LAUNCHED_AT=$(launch_time) && read_clock || return
  # The first read is at a time of the instance's own, so that the instances of a fleet do not all read at once.
  ROLLOUT_READ_AT=$((CLOCK_MS / 1000 + ROLLOUT_BUCKET * ROLLOUT_SECONDS / 100))
  ROLLOUT=''
}

# launch_time: prints when this instance was launched, in seconds since 1970 by AWS's clock. If the metadata service does not return
# that, prints when the instance booted. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-identity-documents.html
launch_time() {
  if metadata_request -H "X-aws-ec2-metadata-token: $METADATA_SESSION" "$METADATA_ENDPOINT/latest/dynamic/instance-identity/document" |
    jq -e '.pendingTime | fromdateiso8601'; then
    return 0
  fi
  read_clock && printf '%d\n' "$(($(date +%s) - CLOCK_MS / 1000))"
} 2>/dev/null

# rollout_bucket: prints a number from 0 to 99, always the same for this instance.
rollout_bucket() {
  local index code hash=0
  for ((index = 0; index < ${#INSTANCE_ID}; index++)); do
    printf -v code '%d' "'${INSTANCE_ID:index:1}"
    hash=$(((hash * 31 + code) % 1000003))
  done
  printf '%d\n' "$((hash % 100))"
}

# read_rollout: sets ROLLOUT to `<seconds since 1970 at its start> <spread in seconds> <share at its start in percent>`, or to nothing if
# this instance need not leave: it has the revision, the rollout is paused, the group launches another revision than the rollout
# names, or the parameter cannot be read or is invalid.
read_rollout() {
  local written document
  ROLLOUT=''
  # Sets TZ, because the CLI prints local time. The call takes at most 15 seconds, in which this script looks at nothing else.
  IFS=$'\t' read -r written document <<<"$(TZ=UTC aws_call ssm get-parameter --name "$ROLLOUT_PARAMETER" --query 'Parameter.[LastModifiedDate,Value]')"
  [[ -n $document ]] || return 0
  ROLLOUT=$(jq -r --arg revision "$REVISION" --arg written "$written" --argjson launched "$LAUNCHED_AT" --from-file "$AGENT_HOME/lib/rollout.jq" <<<"$document" 2>/dev/null) || ROLLOUT=''
}

# has_current_revision: whether the fleet has no rollout, or does not ask instances of this revision to leave now or later. Fails if the
# metadata service does not answer.
has_current_revision() {
  if ! open_metadata || ! read_instance_rollout; then return 1; fi
  if [[ -z $ROLLOUT_PARAMETER ]]; then return 0; fi
  read_rollout
  [[ -z $ROLLOUT ]]
}

# rollout_share <seconds since 1970 at its start> <spread in seconds> <share at its start in percent>: prints the percentage of
# the instances that must have been asked to leave by now.
rollout_share() {
  local elapsed=$(($(date +%s) - $1))
  if ((elapsed < 0)); then elapsed=0; fi
  if ((elapsed >= $2)); then
    printf '100\n'
  else
    printf '%d\n' "$(($3 + (100 - $3) * elapsed / $2))"
  fi
}

# reason_outdated: the launch template has changed, and it is this instance's turn to leave.
reason_outdated() {
  local rollout
  REASON_TEXT='the launch template has changed since this instance was launched'
  if [[ -z $ROLLOUT_READ_AT ]]; then read_instance_rollout || return; fi
  [[ -n $ROLLOUT_PARAMETER ]] || return
  read_clock || return
  if ((CLOCK_MS / 1000 >= ROLLOUT_READ_AT)); then
    ROLLOUT_READ_AT=$((CLOCK_MS / 1000 + ROLLOUT_SECONDS))
    read_rollout
  fi
  [[ -n $ROLLOUT ]] || return
  read -ra rollout <<<"$ROLLOUT"
  ((ROLLOUT_BUCKET < $(rollout_share "${rollout[@]}")))
}
