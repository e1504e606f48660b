# shellcheck shell=bash
# shellcheck disable=SC2034 # Scripts that source this use its variables.
# The instance metadata service, version 2 only.

# metadata_endpoints: prints the service's addresses: the one in AWS_EC2_METADATA_SERVICE_ENDPOINT, which AWS's SDKs read too.
# By default IPv4, then IPv6 for IPv6-only subnets.
metadata_endpoints() {
  printf '%s\n' "${AWS_EC2_METADATA_SERVICE_ENDPOINT:-http://169.254.169.254
http://[fd00:ec2::254]}"
}

# metadata_request <curl's arguments…>: sends a request without a proxy, which could not reach this instance's metadata.
metadata_request() {
  curl --fail --silent --show-error --globoff --noproxy '*' --connect-timeout 1 --max-time 2 "$@"
}

# metadata_session <endpoint>: prints a session token, valid for a minute. Every other request needs one.
metadata_session() {
  metadata_request -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$1/latest/api/token"
}

# open_metadata: opens a session at the first address that answers, for metadata_document.
open_metadata() {
  local endpoint
  while IFS= read -r endpoint; do
    METADATA_ENDPOINT=${endpoint%/}
    if METADATA_SESSION=$(metadata_session "$METADATA_ENDPOINT" 2>/dev/null); then return 0; fi
  done <<<"$(metadata_endpoints)"
  return 1
}

# metadata_document <path below meta-data>: prints the document. Fails silently if it does not exist or the service does
# not answer. Needs a session that open_metadata has opened within the last minute.
metadata_document() {
  metadata_request -H "X-aws-ec2-metadata-token: $METADATA_SESSION" "$METADATA_ENDPOINT/latest/meta-data/$1" 2>/dev/null
}

# metadata_documents <paths below latest…>: sets DOCUMENTS to the documents, which one process reads. A document that does not exist is
# empty. A document that may contain anything must come last, because it could contain the separator. Needs a session as
# metadata_document does.
metadata_documents() {
  local path text end=$'\n--end of the document--\n' urls=()
  for path in "$@"; do urls+=("$METADATA_ENDPOINT/latest/$path"); done
  # Fails if the last document does not exist.
  text=$(metadata_request -H "X-aws-ec2-metadata-token: $METADATA_SESSION" --write-out "$end" "${urls[@]}" 2>/dev/null) || true
  text=$text$'\n'
  DOCUMENTS=()
  for path in "$@"; do
    DOCUMENTS+=("${text%%"$end"*}")
    text=${text#*"$end"}
  done
}

# read_identity: sets INSTANCE_ID and REGION. Ignores an address that answers with invalid values.
read_identity() {
  local endpoint
  while IFS= read -r endpoint; do
    if read_identity_from "${endpoint%/}"; then return 0; fi
  done <<<"$(metadata_endpoints)"
  return "$TRANSIENT"
}

read_identity_from() {
  local endpoint=$1 session instance_id region
  session=$(metadata_session "$endpoint") || return
  instance_id=$(metadata_request -H "X-aws-ec2-metadata-token: $session" "$endpoint/latest/meta-data/instance-id") || return
  region=$(metadata_request -H "X-aws-ec2-metadata-token: $session" "$endpoint/latest/meta-data/placement/region") || return
  valid_identity "$instance_id" "$region" || return
  INSTANCE_ID=$instance_id
  REGION=$region
}

# valid_identity <instance id> <region>
valid_identity() {
  if [[ ! $1 =~ ^i-[0-9a-f]{8,17}$ ]]; then
    log "'$1' is not an instance id"
    return 1
  fi
  if [[ ! $2 =~ ^[a-z]{2,}(-[a-z]+)+-[0-9]+$ ]]; then
    log "'$2' is not a region"
    return 1
  fi
}
