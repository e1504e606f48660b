# shellcheck shell=bash
# The parameters that a start reads: the fleet's configuration, GitHub's host keys and the token.

# How long throttled calls are retried, in seconds. Systems Manager answers 40 of these calls a second for an account and region, so
# the last of 10,000 instances that boot together waits for 250 seconds or longer. If the launch timeout is shorter, the group
# replaces the instance first. https://docs.aws.amazon.com/general/latest/gr/ssm.html (GetParameter, default throughput)
readonly THROTTLED_SECONDS=600
# How long other failures are retried, and refusals too, because the permissions of a new role take a while to propagate.
readonly PARAMETER_SECONDS=90

PARAMETER_NAMES=() PARAMETER_VALUES=()
# How the parameters are read, in the words of the boot log: signed-request or aws-cli.
PARAMETERS_BY=signed-request
# How many seconds read_parameters has waited. The calls after it have that much less time.
PARAMETERS_WAITED=0

# read_parameters <config parameter>: with one call, reads all parameters that the user data names. Also succeeds if AWS refuses that
# call, because the function `parameter` then reads each parameter by itself.
read_parameters() {
  local status=0
  if needs_cli; then
    PARAMETERS_BY=aws-cli
    return 0
  fi
  retry "$PARAMETER_SECONDS" 0 read_account || status=$?
  PARAMETERS_WAITED=$RETRY_WAITED
  if [[ $status -eq 0 ]] && start_parameters "$1"; then
    retry_throttled "$THROTTLED_SECONDS" "$(left "$PARAMETER_SECONDS")" 0 get_parameters || status=$?
    PARAMETERS_WAITED=$((PARAMETERS_WAITED + RETRY_WAITED))
  fi
  case $status in
    0 | 1) return 0 ;;
    "$CANNOT_SIGN")
      log 'using the AWS CLI to read parameters'
      PARAMETERS_BY=aws-cli
      ;;
    *) return "$status" ;;
  esac
}

# left <seconds>: prints how many of these seconds are left after read_parameters.
left() {
  printf '%d\n' "$(($1 > PARAMETERS_WAITED ? $1 - PARAMETERS_WAITED : 0))"
}

# start_parameters <config parameter>: sets START_PARAMETERS to the names in the user data, as a JSON list. Fails if the user data has
# no names (the JavaScript stack's has none), or if its names belong to another config parameter.
start_parameters() {
  local line comment='^# semaphore-agent-parameters: ([A-Za-z0-9_./-]+) ([A-Za-z0-9_./-]+) ([A-Za-z0-9_./-]+)$'
  while IFS= read -r line; do
    if [[ $line =~ $comment && ${BASH_REMATCH[1]} == "$1" ]]; then
      START_PARAMETERS="[\"$1\",\"${BASH_REMATCH[2]}\",\"${BASH_REMATCH[3]}\"]"
      return 0
    fi
  done <<<"$USER_DATA"
  return 1
}

# Stands for a newline in a value. A value cannot contain this character itself.
readonly NEWLINE_IN_VALUE=$'\037'

# get_parameters: reads the START_PARAMETERS, and keeps their values for the function `parameter`. If some do not exist, Systems Manager
# does not refuse the call; it lists them in the reply.
get_parameters() {
  local lines line newline=$'\n'
  ssm_call GetParameters "{\"Names\":$START_PARAMETERS,\"WithDecryption\":true}" || return
  lines=$(printf '%s' "$REPLY_DOCUMENT" | jq --raw-output '.Parameters[] | "\(.Name) \(.Value | split("\n") | join("\u001f"))"') || return 1
  # Not `read` from a here-string, for which bash may write the token to a file.
  while [[ -n $lines ]]; do
    line=${lines%%"$newline"*}
    if [[ $lines == *"$newline"* ]]; then lines=${lines#*"$newline"}; else lines=''; fi
    PARAMETER_NAMES+=("${line%% *}")
    line=${line#* }
    PARAMETER_VALUES+=("${line//$NEWLINE_IN_VALUE/$newline}")
  done
}

# parameter <name>: prints the value of a parameter, decrypted.
parameter() {
  local index
  for ((index = 0; index < ${#PARAMETER_NAMES[@]}; index++)); do
    if [[ ${PARAMETER_NAMES[index]} == "$1" ]]; then
      printf '%s\n' "${PARAMETER_VALUES[index]}"
      return 0
    fi
  done
  retry_throttled "$(left "$THROTTLED_SECONDS")" "$(left "$PARAMETER_SECONDS")" "$(left "$PARAMETER_SECONDS")" get_parameter "$1"
}

# get_parameter <name>
get_parameter() {
  local status=0 name=$1
  if [[ $PARAMETERS_BY == signed-request ]]; then
    name=${name//\\/\\\\}
    ssm_call GetParameter "{\"Name\":\"${name//\"/\\\"}\",\"WithDecryption\":true}" || status=$?
    if [[ $status -eq 0 ]]; then printf '%s' "$REPLY_DOCUMENT" | jq --raw-output .Parameter.Value; fi
    if [[ $status -ne $CANNOT_SIGN ]]; then return "$status"; fi
  fi
  count_ssm_call
  aws_call ssm get-parameter --name "$1" --with-decryption --query Parameter.Value
}
