# shellcheck shell=bash
# Calls of the AWS CLI in the instance's REGION, under the instance's role.

# How long one call may take is bounded here, how often it is tried in retry.sh: the CLI's own attempts would multiply.
export AWS_MAX_ATTEMPTS=1 AWS_METADATA_SERVICE_TIMEOUT=2 AWS_METADATA_SERVICE_NUM_ATTEMPTS=2 AWS_PAGER=''

# aws_call <service> <operation> <arguments…>: the answer, as text, on standard output; fails as retry.sh has it.
aws_call() {
  local errors status=0
  # The answer goes past the substitution, which takes only what the CLI complains of.
  { errors=$(aws --region "$REGION" --output text --cli-connect-timeout 5 --cli-read-timeout 10 "$@" 2>&1 >&3 3>&-) || status=$?; } 3>&1
  if [[ $status -eq 0 ]]; then return 0; fi
  log "aws $1 $2: ${errors:-status $status}"
  case $errors in
    *'(AccessDenied'* | *'(UnauthorizedOperation)'* | *'(ParameterNotFound)'* | *'(InvalidKeyId)'* | \
      *'(ValidationError)'* | *'(ValidationException)'* | *'(InvalidClientTokenId)'*) return 1 ;;
    # Throttled, no credentials yet, a server's fault, no network: all of it may pass.
    *) return "$TRANSIENT" ;;
  esac
}

# parameter <name>: its value, decrypted. A refusal is retried as well: a new role's rights take a while to spread.
parameter() {
  retry 90 90 aws_call ssm get-parameter --name "$1" --with-decryption --query Parameter.Value
}

# mark_unhealthy: the group replaces this instance, now.
mark_unhealthy() {
  retry 30 0 aws_call autoscaling set-instance-health --instance-id "$INSTANCE_ID" --health-status Unhealthy \
    --no-should-respect-grace-period
}

# leave_group <should-decrement-desired-capacity | no-should-decrement-desired-capacity>: this instance ends.
leave_group() {
  retry 30 0 aws_call autoscaling terminate-instance-in-auto-scaling-group --instance-id "$INSTANCE_ID" "--$1" >/dev/null
}
