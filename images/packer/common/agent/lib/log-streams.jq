# Prints the configuration of the CloudWatch agent, changed so that the streams in the log groups of instances have names that
# start with $prefix. Also removes the groups' retention, because the instance's role does not allow the CloudWatch agent to
# set it.

(.logs.logs_collected[]?.collect_list[]? | select((.log_group_name // "") | startswith("/semaphore/"))) |= (
  .log_stream_name |= (. // "{instance_id}" | if startswith($prefix) then . else $prefix + . end)
  | del(.retention_in_days)
)
