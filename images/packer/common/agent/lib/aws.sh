# shellcheck shell=bash
# shellcheck disable=SC2034 # Scripts that source this use its variables.
# Calls of the AWS CLI in the instance's REGION.

# retry.sh retries calls. The CLI's own retries would multiply those.
export AWS_MAX_ATTEMPTS=1 AWS_METADATA_SERVICE_TIMEOUT=2 AWS_METADATA_SERVICE_NUM_ATTEMPTS=2 AWS_PAGER=''

# The message of the last call, if it failed. Calls in a subshell do not set it.
AWS_ERROR=''

# aws_call <service> <operation> <arguments…>: prints the response as text. Fails with TRANSIENT or THROTTLED if a retry may help.
aws_call() {
  local errors status=0
  AWS_ERROR=''
  # Captures standard error only; standard output goes to the caller.
  { errors=$(aws --region "$REGION" --output text --cli-connect-timeout 5 --cli-read-timeout 10 "$@" 2>&1 >&3 3>&-) || status=$?; } 3>&1
  if [[ $status -eq 0 ]]; then return 0; fi
  AWS_ERROR=$errors
  log "aws $1 $2: ${errors:-status $status}"
  call_status "$errors"
}

# call_status <error, as the AWS CLI prints it>: returns 1 if AWS has refused the call, THROTTLED or TRANSIENT.
call_status() {
  case $1 in
    *'(AccessDenied'* | *'(UnauthorizedOperation)'* | *'(ParameterNotFound)'* | *'(InvalidKeyId)'* | \
      *'(ValidationError)'* | *'(ValidationException)'* | *'(InvalidClientTokenId)'*) return 1 ;;
    *'(Throttl'* | *'(TooManyRequests'* | *'(RequestLimitExceeded)'*) return "$THROTTLED" ;;
    # Missing credentials, server errors and network errors may be temporary.
    *) return "$TRANSIENT" ;;
  esac
}

# mark_unhealthy: makes the group replace this instance at once.
mark_unhealthy() {
  retry 30 0 aws_call autoscaling set-instance-health --instance-id "$INSTANCE_ID" --health-status Unhealthy \
    --no-should-respect-grace-period
}

# leave_group <should-decrement-desired-capacity | no-should-decrement-desired-capacity>: terminates this instance.
leave_group() {
  retry 30 0 aws_call autoscaling terminate-instance-in-auto-scaling-group --instance-id "$INSTANCE_ID" "--$1" >/dev/null
}
