# shellcheck shell=bash
# The streams in CloudWatch to which the instance's logs go.

# name_log_streams <prefix>: makes the CloudWatch agent write to streams whose names start with the prefix. Until then, the
# role does not allow it to write anything. When the CloudWatch agent stops, it records all lines as sent, even those that it could
# not send (plugins/outputs/cloudwatchlogs/internal/pusher/sender.go of aws/amazon-cloudwatch-agent). So this function deletes the
# record, and the CloudWatch agent starts again at the beginning of each log.
name_log_streams() {
  local file=$LOG_AGENT_CONFIG
  # An image of a user may lack the CloudWatch agent.
  if [[ -z $1 || ! -f $file ]]; then return 0; fi
  jq --arg prefix "$1" --from-file "$AGENT_HOME/lib/log-streams.jq" "$file" >"$file.new" || return
  if cmp -s "$file.new" "$file"; then
    rm -f "$file.new"
    return
  fi
  chmod 644 "$file.new" || return
  stop_log_agent || return
  mv -f "$file.new" "$file" || return
  rm -rf "${LOG_AGENT:?}/logs/state" || return
  start_log_agent
}
