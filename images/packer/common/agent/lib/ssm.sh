# shellcheck shell=bash
# shellcheck disable=SC2034 # Scripts that source this use its variables.
# Signed calls of Systems Manager without the AWS CLI, which takes most of a second to start.

# Exit code of a call that only the AWS CLI can make.
readonly CANNOT_SIGN=76

# The CLI heeds these variables; this library does not.
readonly CLI_VARIABLES=(AWS_PROFILE AWS_DEFAULT_PROFILE AWS_ROLE_ARN AWS_WEB_IDENTITY_TOKEN_FILE AWS_CONTAINER_CREDENTIALS_FULL_URI
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI AWS_EC2_METADATA_DISABLED AWS_USE_FIPS_ENDPOINT AWS_USE_DUALSTACK_ENDPOINT
  AWS_IGNORE_CONFIGURED_ENDPOINT_URLS)

ACCESS_KEY_ID='' SECRET_ACCESS_KEY='' SESSION_TOKEN=''
# The end of AWS's host names in this region.
AWS_DOMAIN=''

# needs_cli: whether the image has settings that only the AWS CLI heeds.
needs_cli() {
  local variable home=~root
  for variable in "${CLI_VARIABLES[@]}"; do
    if [[ -n ${!variable:-} ]]; then return 0; fi
  done
  home=${HOME:-$home}
  [[ -e ${AWS_CONFIG_FILE:-$home/.aws/config} || -e ${AWS_SHARED_CREDENTIALS_FILE:-$home/.aws/credentials} ]]
}

# json_text <pattern of a key> <JSON>: sets JSON_TEXT to the first text without escapes that has such a key. Does not use jq, which is
# slow to start.
json_text() {
  local pattern="\"$1\"[[:space:]]*:[[:space:]]*\"([^\"\\\\]*)\""
  JSON_TEXT=''
  if [[ $2 =~ $pattern ]]; then JSON_TEXT=${BASH_REMATCH[1]}; fi
}

# read_account: sets USER_DATA, AWS_DOMAIN and the credentials. If the environment has credentials, uses those, as the CLI does; else
# those of the instance's role.
read_account() {
  local role document today
  open_metadata && metadata_documents meta-data/services/domain meta-data/iam/security-credentials/ user-data || return "$TRANSIENT"
  AWS_DOMAIN=${DOCUMENTS[0]} role=${DOCUMENTS[1]} USER_DATA=${DOCUMENTS[2]}
  if [[ -n ${AWS_ACCESS_KEY_ID:-} && -n ${AWS_SECRET_ACCESS_KEY:-} ]]; then
    ACCESS_KEY_ID=$AWS_ACCESS_KEY_ID SECRET_ACCESS_KEY=$AWS_SECRET_ACCESS_KEY SESSION_TOKEN=${AWS_SESSION_TOKEN:-}
  else
    [[ -n $role ]] && document=$(metadata_document "iam/security-credentials/$role") || return "$TRANSIENT"
    json_text AccessKeyId "$document" && ACCESS_KEY_ID=$JSON_TEXT
    json_text SecretAccessKey "$document" && SECRET_ACCESS_KEY=$JSON_TEXT
    json_text Token "$document" && SESSION_TOKEN=$JSON_TEXT
    [[ -n $SESSION_TOKEN ]] || return "$TRANSIENT"
  fi
  [[ -n $ACCESS_KEY_ID && -n $SECRET_ACCESS_KEY ]] || return "$TRANSIENT"
  # Only these characters need no escapes in HTTP headers and in curl's configuration.
  [[ $ACCESS_KEY_ID$SECRET_ACCESS_KEY$SESSION_TOKEN =~ ^[A-Za-z0-9/+=_.~-]+$ && ${#SECRET_ACCESS_KEY} -le 60 ]] || return "$CANNOT_SIGN"
  # Derives the key now: most parameters are read in subshells, each of which would otherwise derive it again.
  today=$(date -u +%Y%m%d) && derive_signing_key "$today/$REGION/ssm/aws4_request" || return "$CANNOT_SIGN"
}

# ssm_endpoint: prints the address of Systems Manager in the REGION.
ssm_endpoint() {
  local domain=$AWS_DOMAIN endpoint=${AWS_ENDPOINT_URL_SSM:-${AWS_ENDPOINT_URL:-}}
  if [[ ! $domain =~ ^[a-z0-9.-]+$ ]]; then
    case $REGION in
      cn-*) domain=amazonaws.com.cn ;;
      *) domain=amazonaws.com ;;
    esac
  fi
  printf '%s\n' "${endpoint:-https://ssm.$REGION.$domain}"
}

# ssm_call <operation> <document>: sets REPLY_DOCUMENT. Fails as aws_call does, or with CANNOT_SIGN.
ssm_call() {
  local now errors
  now=$(date -u +%Y%m%dT%H%M%SZ) || return "$CANNOT_SIGN"
  send_signed "$1" "$2" "$now" || return
  # Signatures are valid for a few minutes only, and the clock of a new instance may be wrong.
  if is_signature_refused && [[ -n $REPLY_TIME ]]; then
    log "Systems Manager refuses the signature of $now; signing again with its own time, $REPLY_TIME"
    send_signed "$1" "$2" "$REPLY_TIME" || return
  fi
  if [[ $REPLY_STATUS == 200 ]]; then return 0; fi
  errors=$(reply_error "$1")
  log "aws ssm $1: $errors"
  if is_signature_refused; then return "$CANNOT_SIGN"; fi
  call_status "$errors"
}

# send_signed <operation> <document> <time>: sets REPLY_STATUS (of HTTP), REPLY_TIME and REPLY_DOCUMENT. No secret is an argument of
# curl. Ignores root's .curlrc, as the CLI does.
send_signed() {
  local endpoint host reply status=0 hosts='^[][A-Za-z0-9.:-]+$' newline=$'\n' next=$'"\nheader = "'
  local message=$'curl: \\([0-9]+\\)[^\n]*'
  endpoint=$(ssm_endpoint)
  host=${endpoint#*://}
  host=${host%/}
  [[ $host =~ $hosts ]] || return "$CANNOT_SIGN"
  sign_headers ssm "$host" "AmazonSSM.$1" "$2" "$3" || return "$CANNOT_SIGN"
  count_ssm_call
  reply=$(printf 'header = "%s"\n' "${SIGNED_HEADERS//$newline/$next}" |
    curl --disable --config - --silent --show-error --include --suppress-connect-headers --globoff --connect-timeout 5 \
      --max-time 15 ${AWS_CA_BUNDLE:+--cacert "$AWS_CA_BUNDLE"} --data-binary "$2" "$endpoint/" 2>&1) || status=$?
  if [[ $status -eq 0 ]]; then
    read_reply "$reply"
    return
  fi
  # Logs curl's message only. If the connection broke during a reply, the rest may contain the token.
  if [[ $reply =~ $message ]]; then message=${BASH_REMATCH[0]}; else message="exit code $status of curl"; fi
  log "aws ssm $1: $message"
  # See EXIT CODES in curl(1). Any code that is not listed here means that the network has failed.
  case $status in
    # An option, a protocol, TLS or a CA that this curl does not know; or there is no curl.
    1 | 2 | 3 | 4 | 48 | 58 | 60 | 77 | 126 | 127) return "$CANNOT_SIGN" ;;
    *) return "$TRANSIENT" ;;
  esac
}

# read_reply <headers and document>
read_reply() {
  local headers end=$'\r\n\r\n' months=JanFebMarAprMayJunJulAugSepOctNovDec before status
  local date=$'\n[Dd]ate: [A-Za-z]+, ([0-9]+) ([A-Za-z]+) ([0-9]+) ([0-9]+):([0-9]+):([0-9]+) GMT'
  headers=${1%%"$end"*}
  REPLY_DOCUMENT=${1#*"$end"}
  read -r _ REPLY_STATUS _ <<<"$headers"
  REPLY_TIME=''
  if [[ $headers =~ $date ]]; then
    before=${months%%"${BASH_REMATCH[2]}"*}
    printf -v REPLY_TIME '%04d%02d%02dT%02d%02d%02dZ' "$((10#${BASH_REMATCH[3]}))" "$((${#before} / 3 + 1))" \
      "$((10#${BASH_REMATCH[1]}))" "$((10#${BASH_REMATCH[4]}))" "$((10#${BASH_REMATCH[5]}))" "$((10#${BASH_REMATCH[6]}))"
  fi
}

# is_signature_refused: whether the reply says that the signature or its time is wrong.
is_signature_refused() {
  if [[ $REPLY_STATUS == 200 ]]; then return 1; fi
  json_text __type "$REPLY_DOCUMENT"
  case ${JSON_TEXT##*#} in
    InvalidSignatureException | SignatureDoesNotMatch | RequestTimeTooSkewed | RequestExpired | RequestInTheFuture) return 0 ;;
    *) return 1 ;;
  esac
}

# reply_error <operation>: prints the reply's error as the AWS CLI does.
reply_error() {
  local code message
  json_text __type "$REPLY_DOCUMENT"
  code=${JSON_TEXT##*#}
  json_text '[Mm]essage' "$REPLY_DOCUMENT"
  message=$JSON_TEXT
  printf 'An error occurred (%s) when calling the %s operation: %s\n' "${code:-HTTP $REPLY_STATUS}" "$1" "$message"
}
