# shellcheck shell=bash
# AWS's Signature Version 4 for requests in its JSON protocol: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
# Needs no program but one for SHA-256 (SHA256 in platform.sh). openssl takes the key of an HMAC only as an argument, which other
# processes can see, and the curl of Ubuntu 20.04 and 22.04 cannot sign all headers. printf is built into bash, so that nothing that
# it prints is an argument. The functions set variables, because each subshell costs time.

# digest_of <format of printf> [<argument of printf>…]: sets DIGEST to the SHA-256 of what printf prints, in hex.
digest_of() {
  # shellcheck disable=SC2059 # The caller's format.
  DIGEST=$(printf "$@" | "${SHA256[@]}") || return
  DIGEST=${DIGEST%% *}
}

# hmac <key, in hex> <message>: sets DIGEST to the HMAC-SHA256 (RFC 2104), in hex. The key has at most 64 bytes.
hmac() {
  local inner='' outer='' index byte
  for ((index = 0; index < ${#1}; index += 2)); do
    printf -v byte '\\x%02x' "$((16#${1:index:2} ^ 0x36))"
    inner=$inner$byte
    printf -v byte '\\x%02x' "$((16#${1:index:2} ^ 0x5c))"
    outer=$outer$byte
  done
  while ((${#inner} < 256)); do inner="$inner\\x36" outer="$outer\\x5c"; done
  digest_of '%b%s' "$inner" "$2" || return
  for ((index = 0; index < 64; index += 2)); do outer="$outer\\x${DIGEST:index:2}"; done
  digest_of '%b' "$outer"
}

# hex <text>: sets HEX to the bytes of a text in ASCII, in hex.
hex() {
  local index byte
  HEX=''
  for ((index = 0; index < ${#1}; index++)); do
    printf -v byte '%02x' "'${1:index:1}"
    HEX=$HEX$byte
  done
}

# The last signing key, in hex, and the secret key and the scope from which it was derived.
SIGNING_KEY='' SIGNING_KEY_SOURCE=''

# derive_signing_key <date>/<region>/<service>/aws4_request: sets SIGNING_KEY. Uses SECRET_ACCESS_KEY.
derive_signing_key() {
  local part
  if [[ $SIGNING_KEY_SOURCE == "$SECRET_ACCESS_KEY $1" ]]; then return 0; fi
  hex "AWS4$SECRET_ACCESS_KEY"
  DIGEST=$HEX
  for part in ${1//\// }; do hmac "$DIGEST" "$part" || return; done
  SIGNING_KEY=$DIGEST SIGNING_KEY_SOURCE="$SECRET_ACCESS_KEY $1"
}

# sign_headers <service> <host> <target> <body> <time, as 20260102T030405Z>: sets SIGNED_HEADERS to the headers of a signed request, one
# a line. Uses REGION, ACCESS_KEY_ID, SECRET_ACCESS_KEY and, if it is not empty, SESSION_TOKEN. Fails if a program is missing.
sign_headers() {
  local names scope
  scope="${5%T*}/$REGION/$1/aws4_request"
  names="content-type;host;x-amz-date;${SESSION_TOKEN:+x-amz-security-token;}x-amz-target"
  SIGNED_HEADERS="content-type:application/x-amz-json-1.1
host:$2
x-amz-date:$5
${SESSION_TOKEN:+x-amz-security-token:$SESSION_TOKEN
}x-amz-target:$3"
  derive_signing_key "$scope" || return
  digest_of '%s' "$4" && digest_of 'POST\n/\n\n%s\n\n%s\n%s' "$SIGNED_HEADERS" "$names" "$DIGEST" || return
  hmac "$SIGNING_KEY" "AWS4-HMAC-SHA256
$5
$scope
$DIGEST" || return
  [[ $DIGEST =~ ^[0-9a-f]{64}$ ]] || return
  SIGNED_HEADERS="$SIGNED_HEADERS
authorization:AWS4-HMAC-SHA256 Credential=$ACCESS_KEY_ID/$scope, SignedHeaders=$names, Signature=$DIGEST"
}
